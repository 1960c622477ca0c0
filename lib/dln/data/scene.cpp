#include "dln/data/scene.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dln/core/error.hpp"
#include "dln/core/tensor.hpp"
#include "dln/losses/class_labels.hpp"

namespace dln {

std::vector<Objects> objects_of(std::span<const Scene> scenes) {
  std::vector<Objects> objects;
  for (const Scene& scene : scenes) objects.push_back(scene.objects);
  return objects;
}

std::string to_string(const BoxReport& report) {
  return fmt::format("{} boxes, {} of them cut at the image's border, {} left out",
                     report.boxes, report.clipped, report.left_out);
}

SceneSet SceneSet::pick(const arma::uvec& indices) const {
  SceneSet picked{name, class_names, pixel_class_names, {}, report};
  for (const arma::uword index : indices) {
    if (index >= size())
      throw Error("SceneSet::pick", fmt::format("indices below {}", size()),
                  std::to_string(index));
    picked.scenes.push_back(scenes[index]);
  }
  return picked;
}

std::pair<SceneSet, SceneSet> split(const SceneSet& set, std::size_t second, Random random) {
  if (second >= set.size())
    throw Error("split of " + set.name,
                fmt::format("a part of fewer than {} scenes", set.size()),
                std::to_string(second));
  const arma::uvec order = random.permutation(set.size());
  return {set.pick(order.head(set.size() - second)), set.pick(order.tail(second))};
}

std::optional<Box> clipped_box(const Box& box, std::size_t width, std::size_t height) {
  const Box image{0, 0, static_cast<double>(width), static_cast<double>(height)};
  const Box inside = intersection(box, image);
  if (!(inside.width() >= min_box_side && inside.height() >= min_box_side)) return {};
  if (inside.area() < box.area() / 4) return {};
  return inside;
}

std::optional<Box> box_of(const Image8& map, std::uint8_t value) {
  std::size_t left = map.width;
  std::size_t right = 0;
  std::size_t top = map.height;
  std::size_t bottom = 0;
  for (std::size_t y = 0; y < map.height; ++y) {
    for (std::size_t x = 0; x < map.width; ++x) {
      if (map(x, y) != value) continue;
      left = std::min(left, x);
      right = std::max(right, x + 1);
      top = std::min(top, y);
      bottom = y + 1;
    }
  }
  if (right == 0) return {};
  return Box{static_cast<double>(left), static_cast<double>(top), static_cast<double>(right),
             static_cast<double>(bottom)};
}

Image8 mask_of(const Scene& scene, std::size_t object) {
  if (scene.instances.empty() || object >= scene.objects.size())
    throw Error("mask_of: scene " + scene.name, "an instance map and an object of that number",
                fmt::format("{} map and object {} of {}", scene.instances.empty() ? "no" : "a",
                            object, scene.objects.size()));
  Image8 mask = scene.instances;
  for (std::uint8_t& pixel : mask.pixels) pixel = pixel == object + 1 ? 1 : 0;
  return mask;
}

template <typename T>
Tensor<T> to_tensor(std::span<const Scene> scenes) {
  if (scenes.empty()) return {};
  const Image8& first = scenes.front().image;
  Tensor<T> batch({scenes.size(), first.channels, first.height, first.width});
  for (std::size_t n = 0; n < scenes.size(); ++n)
    copy_example(scenes[n].image, "scene " + scenes[n].name, batch, n);
  return batch;
}

arma::uvec pixel_labels(std::span<const Scene> scenes) {
  if (scenes.empty()) return {};
  const Image8& first = scenes.front().labels;
  arma::uvec labels(scenes.size() * first.pixels.size());
  auto* place = labels.memptr();
  for (const Scene& scene : scenes) {
    if (scene.labels.empty())
      throw Error("pixel_labels: scene " + scene.name, "a label map", "none");
    if (to_string(scene.labels) != to_string(first))
      throw Error("pixel_labels: scene " + scene.name, to_string(first) + ", as the first",
                  to_string(scene.labels));
    place = std::ranges::transform(scene.labels.pixels, place, [](std::uint8_t label) {
              return label == ignored_pixel ? ignored_label : arma::uword{label};
            }).out;
  }
  return labels;
}

template Tensor<float> to_tensor(std::span<const Scene>);
template Tensor<double> to_tensor(std::span<const Scene>);

}  // namespace dln

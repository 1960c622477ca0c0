#include "experiments.hpp"
#include "program/live_data.hpp"

namespace chapter {

using dln::Box;
using dln::program::live_box;

namespace {

Box moved(const Box& box, double x, double y) {
  return {box.x_min + x, box.y_min + y, box.x_max + x, box.y_max + y};
}

/** A box as the network learns it. */
std::vector<double> shares_of(const Box& box, const dln::Image8& image) {
  const dln::Scene scene{{}, image, {{0, box}}, {}, {}};
  const auto located = dln::located_objects<double>(std::span(&scene, 1));
  return {located.boxes.data(), located.boxes.data() + 4};
}

/** Boxes that overlap a true one in every way, and what the library says of each pair. */
nlohmann::json measured(const Box& truth, const Box& answer, const dln::Image8& image) {
  nlohmann::json pairs;
  const double width = static_cast<double>(image.width),
               height = static_cast<double>(image.height);
  const Box inside = {truth.x_min + 2, truth.y_min + 3, truth.x_max - 1, truth.y_max - 2};
  for (const Box& box :
       {answer, truth, inside, moved(truth, 5, 0), moved(truth, -4, 7),
        moved(truth, truth.width(), 0), moved(truth, width, -height), Box{3, 4, 3, 9}})
    pairs.push_back({{"a", live_box(truth)},
                     {"b", live_box(box)},
                     {"iou", dln::iou(truth, box)},
                     {"generalized", dln::generalized_iou(truth, box)},
                     {"shares", shares_of(box, image)}});
  return pairs;
}

}  // namespace

nlohmann::json boxes_to_touch(const dln::SceneSet& scenes,
                              const std::vector<dln::Detections>& found) {
  nlohmann::json images;
  for (std::size_t n = 0; n < std::min<std::size_t>(4, scenes.size()); ++n) {
    const dln::Scene& scene = scenes.scenes[n];
    const Box &truth = scene.objects.front().box, &answer = found[n].front().box;
    images.push_back({{"image", dln::program::live_image(scene.image)},
                      {"class", scenes.class_names[scene.objects.front().label]},
                      {"truth", live_box(truth)},
                      {"answer", live_box(answer)},
                      {"pairs", measured(truth, answer, scene.image)}});
  }
  return images;
}

}  // namespace chapter

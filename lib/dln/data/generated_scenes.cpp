#include "dln/data/generated_scenes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dln/core/error.hpp"
#include "dln/core/threads.hpp"
#include "dln/data/image_filters.hpp"
#include "dln/data/scene_canvas.hpp"

namespace dln {
namespace {

void require(bool holds, const char* what, const std::string& expected,
             const std::string& got) {
  if (!holds) throw Error(fmt::format("SceneOptions: {}", what), expected, got);
}

void check(const SceneOptions& options) {
  const auto text = [](auto a, auto b) { return fmt::format("{} and {}", a, b); };
  require(options.classes >= 1 && options.classes <= object_glyphs().size(), "classes",
          "1 ... 10", std::to_string(options.classes));
  require(options.min_objects >= 1 && options.min_objects <= options.max_objects &&
              options.max_objects <= 254,
          "min_objects and max_objects", "1 <= least <= most <= 254",
          text(options.min_objects, options.max_objects));
  require(options.min_size > 0 && options.min_size <= options.max_size && options.max_size <= 1,
          "min_size and max_size", "0 < least <= most <= 1",
          text(options.min_size, options.max_size));
  const std::size_t side = std::min(options.height, options.width);
  require(options.min_size * static_cast<double>(side) >= 8, "min_size",
          "objects of at least 8 pixels", fmt::format("{} of {}", options.min_size, side));
  require(std::max(options.height, options.width) <= 4096, "height and width",
          "at most 4096 pixels", text(options.height, options.width));
  require(options.min_visible > 0 && options.min_visible <= 1, "min_visible",
          "a share above 0, at most 1", fmt::format("{}", options.min_visible));
}

/** A scene while it is drawn. */
class Painter {
 public:
  Painter(const SceneOptions& options, std::string name, Random& random)
      : options_(options), random_(random) {
    scene_.name = std::move(name);
    scene_.image = random_background(options.height, options.width, random);
    scene_.instances = Image8(1, options.height, options.width);
    scene_.labels = Image8(1, options.height, options.width);
  }

  /** Draws an object of a class, if it finds a place near the given one. */
  void add_object(std::size_t label, double spread) {
    const Glyph& glyph = object_glyphs()[label];
    const auto shape =
        find_place(glyph, random_.uniform(options_.min_size, options_.max_size), spread, true);
    if (!shape) return;
    scene_.objects.push_back({label, {}, false});
    whole_.push_back(shape->pixels());
    draw(*shape, glyph, static_cast<std::uint8_t>(scene_.objects.size()),
         static_cast<std::uint8_t>(label + 1));
  }

  /** Draws a thing of no class. */
  void add_distractor() {
    const Glyph& glyph = distractor_glyphs()[random_.below(distractor_glyphs().size())];
    const double size =
        random_.uniform(options_.min_size / 2, (options_.min_size + options_.max_size) / 2);
    if (const auto shape = find_place(glyph, size, 1, false)) draw(*shape, glyph, 0, 0);
  }

  /** Draws the boxes, and adds what a camera does. */
  Scene finished(double max_noise) {
    for (std::size_t i = 0; i < scene_.objects.size(); ++i) {
      const auto number = static_cast<std::uint8_t>(i + 1);
      scene_.objects[i].box =
          *box_of(scene_.instances, number);  // something of it is seen: `fits`
      scene_.objects[i].difficult = 2 * std::ranges::count(scene_.instances.pixels, number) <
                                    static_cast<std::ptrdiff_t>(whole_[i]);
    }
    if (random_.below(4) == 0) scene_.image = blurred(scene_.image, 1 + random_.below(2));
    scene_.image = noisy(scene_.image, random_.uniform(2, max_noise), random_);
    return std::move(scene_);
  }

 private:
  std::optional<Silhouette> find_place(const Glyph& glyph, double share, double spread,
                                       bool is_object) {
    const auto height = static_cast<double>(options_.height);
    const auto width = static_cast<double>(options_.width);
    for (int tries = 0; tries < 20; ++tries) {
      const Point centre{width / 2 + spread * width * random_.uniform(-0.5, 0.5),
                         height / 2 + spread * height * random_.uniform(-0.5, 0.5)};
      Silhouette shape = silhouette(
          glyph, random_placing(glyph, centre, share * std::min(height, width), random_));
      if (fits(shape, is_object)) return shape;
    }
    return {};
  }

  // Whether enough of a new thing is inside, and enough of all others remains to be seen.
  [[nodiscard]] bool fits(const Silhouette& shape, bool is_object) const {
    std::size_t inside = 0;
    std::vector<std::size_t> seen(scene_.objects.size() + 1);
    for (const std::uint8_t number : scene_.instances.pixels) ++seen[number];
    each_inside(shape, options_.height, options_.width,
                [&](std::size_t x, std::size_t y, std::size_t place) {
                  if (!shape.owns(place)) return;
                  ++inside;
                  --seen[scene_.instances(x, y)];
                });
    const auto enough = [this](std::size_t part, std::size_t whole) {
      return static_cast<double>(part) >= options_.min_visible * static_cast<double>(whole);
    };
    if (is_object && !enough(inside, shape.pixels())) return false;
    for (std::size_t i = 0; i < whole_.size(); ++i)
      if (!enough(seen[i + 1], whole_[i])) return false;
    return true;
  }

  void draw(const Silhouette& shape, const Glyph& glyph, std::uint8_t number,
            std::uint8_t label) {
    paint(scene_.image, shape, glyph.filled, random_);
    each_inside(shape, options_.height, options_.width,
                [&](std::size_t x, std::size_t y, std::size_t place) {
                  if (!shape.owns(place)) return;
                  scene_.instances(x, y) = number;
                  scene_.labels(x, y) = label;
                });
  }

  const SceneOptions& options_;
  Random& random_;
  Scene scene_;
  std::vector<std::size_t> whole_;  // how many pixels each object has, seen or not
};

Scene draw_scene(const SceneOptions& options, const std::string& name, Random random) {
  Painter painter(options, name, random);
  const std::size_t objects =
      options.min_objects + random.below(options.max_objects - options.min_objects + 1);
  const std::size_t distractors = random.below(options.distractors + 1);
  for (const arma::uword i : random.permutation(objects + distractors)) {
    if (i < objects) {
      painter.add_object(random.below(options.classes), 1);
    } else {
      painter.add_distractor();
    }
  }
  return painter.finished(12);
}

Scene draw_object(std::size_t label, const SceneOptions& options, Random random) {
  Painter painter(options, "", random);
  const std::size_t order =
      random.below(3);  // something is below the object, above it, or nowhere
  if (order == 1) painter.add_distractor();
  painter.add_object(label, 0.2);
  if (order == 2) painter.add_distractor();
  return painter.finished(8);
}

}  // namespace

std::vector<std::string> scene_class_names() {
  std::vector<std::string> names;
  for (const Glyph& glyph : object_glyphs()) names.push_back(glyph.name);
  return names;
}

SceneSet generated_scenes(std::size_t count, const SceneOptions& options, Random random) {
  check(options);
  SceneSet set{
      "generated scenes", scene_class_names(), {"background"}, std::vector<Scene>(count), {}};
  set.class_names.resize(options.classes);
  set.pixel_class_names.insert(set.pixel_class_names.end(), set.class_names.begin(),
                               set.class_names.end());
  parallel_for(count, [&](std::size_t i) {
    set.scenes[i] = draw_scene(options, std::to_string(i), random.split(i));
  });
  for (const Scene& scene : set.scenes) set.report.boxes += scene.objects.size();
  return set;
}

template <typename T>
Dataset<T> object_images(std::size_t examples, std::size_t side, Random random) {
  if (side < 16)
    throw Error("object_images", "a side of at least 16 pixels", std::to_string(side));
  const SceneOptions options{
      .height = side, .width = side, .min_size = 0.6, .max_size = 0.9, .min_visible = 0.6};
  Dataset<T> data{"object images", Tensor<T>({examples, 3, side, side}), arma::uvec(examples),
                  scene_class_names()};
  parallel_for(examples, [&](std::size_t i) {
    data.labels[i] = i % data.class_names.size();
    copy_example(draw_object(data.labels[i], options, random.split(i)).image, "object image",
                 data.images, i);
  });
  return data;
}

template Dataset<float> object_images(std::size_t, std::size_t, Random);
template Dataset<double> object_images(std::size_t, std::size_t, Random);

}  // namespace dln

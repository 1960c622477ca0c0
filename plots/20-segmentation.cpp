// Draws the figures of chapter 20.
#include <fmt/format.h>

#include "figure/figure.hpp"

namespace {

using namespace figure;

/** Where two label maps differ: 1 there, and elsewhere nothing. */
Column errors(const Column& found, const Column& labels) {
  Column differ(found.size(), -1);
  for (std::size_t i = 0; i < found.size(); ++i)
    if (labels[i] >= 0 && found[i] != labels[i]) differ[i] = 1;
  return differ;
}

/** Rows of a scene, what each network saw in it painted over it, what is there, and the last
 * one's errors. */
void draw_maps(const Folder& results, const std::string& name) {
  const std::vector<Picture> scenes = read_pictures(results.file(name));
  const std::vector<Picture> maps = read_pictures(results.file(name + "-maps"));
  const std::size_t columns = maps.size() / scenes.size();
  std::vector<Picture> all;
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    all.push_back(scenes[i]);
    for (std::size_t v = 0; v < columns; ++v) {
      const Picture& map = maps[i * columns + v];
      Picture painted = with_labels(scenes[i], map.values, -1, 0.8);
      painted.name = map.name;
      all.push_back(painted);
    }
    const Column& labels = maps[(i + 1) * columns - 1].values;
    const Picture& last = maps[(i + 1) * columns - 2];
    Picture wrong = with_labels(scenes[i], errors(last.values, labels), -1, 0.9);
    wrong.name = "errors of " + last.name;
    all.push_back(wrong);
  }
  results.save(
      name,
      draw({pictures(all, {.shade = Shade::image, .columns = columns + 2, .width = 640})}));
}

void draw_all(const Folder& results) {
  results.save("heat", draw({pictures(read_pictures(results.file("heat")),
                                      {.shade = Shade::image, .columns = 2, .width = 640})}));
  draw_maps(results, "skips-seen");
  draw_maps(results, "use-seen");
  const Data skips = results.data("skips");
  results.save("distance",
               draw({bars({.x = "share of pixels that are correct"}, skips.texts("variant"),
                          {{.name = "at most one pixel from a boundary",
                            .values = skips["near boundaries"]},
                           {.name = "further away", .values = skips["far from them"]}})}));
  results.save("confusion-seen", draw({confusion(results.data("confusion"))}));
  const Data history = results.data("use-history");
  results.save("learning",
               draw({curves({.x = "epoch", .y = "share"},
                            {{"mean IoU", history["epoch"], history["validation_mean_iou"]},
                             {"pixel accuracy", history["epoch"],
                              history["validation_pixel_accuracy"]}})}));
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }

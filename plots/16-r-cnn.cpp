// Draws the figures of chapter 16.
#include <limits>

#include "figure/figure.hpp"

namespace {

using namespace figure;

std::vector<Picture> merging(const Folder& results) {
  std::vector<Picture> shown = read_pictures(results.file("merging"));
  const Data boxes = results.data("merging-boxes");
  const Column number = boxes["picture"], left = boxes["left"], top = boxes["top"],
               right = boxes["right"], bottom = boxes["bottom"];
  const std::vector<std::string> kinds = boxes.texts("kind");
  for (std::size_t i = 0; i < number.size(); ++i)
    shown.at(static_cast<std::size_t>(number[i]))
        .boxes.push_back({.left = left[i],
                          .top = top[i],
                          .right = right[i],
                          .bottom = bottom[i],
                          .colour = kinds[i] == "true" ? 0 : 1,
                          .dashed = kinds[i] == "true"});
  return shown;
}

void draw_recall(const Folder& results) {
  const Data recall = results.data("recall");
  const std::vector<std::string> ways = {"selective search", "grid", "random"};
  std::vector<Curve> shares, overlaps;
  for (const std::string& way : ways) {
    shares.push_back({.name = way, .x = recall["boxes an image, at most"], .y = recall[way]});
    overlaps.push_back({.name = way,
                        .x = recall["boxes an image, at most"],
                        .y = recall["best overlap, " + way]});
  }
  results.save(
      "recall",
      draw({curves({.x = "boxes an image", .y = "recall", .log_x = true, .y_range = {0, 1}},
                   shares),
            curves({.x = "boxes an image",
                    .y = "mean best overlap",
                    .log_x = true,
                    .y_range = {0, 1}},
                   overlaps)}));
}

/** Before, the boxes are many: only the ones that are left have room for words. */
void draw_suppression(const Folder& results) {
  std::vector<Picture> shown = pictures_with_boxes(results, "suppression");
  for (Box& box : shown.front().boxes) {
    box.label.clear();
    box.score = std::numeric_limits<double>::quiet_NaN();
  }
  results.save("suppression", draw({pictures(shown, {.shade = Shade::image, .columns = 2})}));
}

void draw_all(const Folder& results) {
  results.save(
      "merging",
      draw({pictures(merging(results), {.shade = Shade::image, .columns = 4, .width = 720})}));
  draw_recall(results);
  draw_suppression(results);
  results.save("crops", draw({pictures(read_pictures(results.file("crops")),
                                       {.shade = Shade::image, .columns = 8, .width = 720})}));
  for (const std::string name : {"first", "worst"})
    results.save(name, draw({pictures(pictures_with_boxes(results, name),
                                      {.shade = Shade::image, .columns = 3, .width = 720})}));
  const Data time = results.data("time");
  results.save("time", draw({bars({.x = "milliseconds an image"}, time.texts("part"),
                                  {{.name = "", .values = time["milliseconds"]}})}));
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }

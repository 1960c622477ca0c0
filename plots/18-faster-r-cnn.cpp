// Draws the figures of chapter 18.
#include <limits>

#include "figure/figure.hpp"

namespace {

using namespace figure;

constexpr Grid images{.shade = Shade::image, .columns = 3};

/** The anchors of one place: those that learn an object, those that learn nothing. */
void draw_place(const Folder& results) {
  std::vector<Picture> shown = read_pictures(results.file("best-place"));
  const Data boxes = results.data("best-place-boxes");
  const std::vector<std::string> kinds = boxes.texts("kind");
  for (std::size_t i = 0; i < kinds.size(); ++i)
    shown.front().boxes.push_back({.left = boxes["left"][i],
                                   .top = boxes["top"][i],
                                   .right = boxes["right"][i],
                                   .bottom = boxes["bottom"][i],
                                   .colour = kinds[i] == "true"     ? 2
                                             : kinds[i] == "object" ? 0
                                                                    : 1,
                                   .dashed = kinds[i] == "true"});
  results.save("best-place", draw({pictures(shown, {.shade = Shade::image})}));
}

void draw_all(const Folder& results) {
  for (const char* name : {"some", "worst"})
    results.save(name, draw({pictures(pictures_with_boxes(results, name), images)}));
  // A proposal has no class, and its score means nothing to people.
  std::vector<Picture> proposals = pictures_with_boxes(results, "proposals");
  for (Picture& picture : proposals)
    for (Box& box : picture.boxes) {
      box.label.clear();
      box.score = std::numeric_limits<double>::quiet_NaN();
      box.colour = box.dashed ? 1 : 0;
    }
  draw_place(results);
  results.save("proposals", draw({pictures(proposals, images)}));
  results.save("losses",
               draw({curves({.x = "epoch", .y = "loss", .log_y = true},
                            curves_by(results.data("losses"), "loss", "epoch", "value"))}));
  results.save(
      "recall",
      draw({curves(
          {.x = "boxes an image", .y = "objects covered", .log_x = true, .y_range = {0, 1}},
          curves_by(results.data("recall-curves"), "way", "boxes", "recall"))}));
  results.save(
      "curves",
      draw({curves({.x = "recall", .y = "precision", .x_range = {0, 1}, .y_range = {0, 1.02}},
                   curves_by(results.data("test-curves"), "class", "recall", "precision"))}));
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }

// Draws the figures of chapter 15.
#include "figure/figure.hpp"

namespace {

using namespace figure;

constexpr Grid images{.shade = Shade::image, .columns = 3};

/** The images, with what the two heads look at and what moves the box over them, a row each. */
void draw_seen(const Folder& results) {
  const std::vector<Picture> seen = read_pictures(results.file("seen"));
  std::vector<Picture> all = seen;
  for (const char* map : {"seen-class", "seen-box", "seen-moved"}) {
    const std::vector<Picture> maps = read_pictures(results.file(map));
    for (std::size_t i = 0; i < maps.size(); ++i)
      all.push_back(with_mask(seen[i], maps[i].values, 1, 0.8));
  }
  results.save("seen", draw({pictures(all, {.shade = Shade::image, .columns = seen.size()})}));
}

void draw_losses(const Folder& results) {
  const Data shapes = results.data("loss-shapes");
  results.save(
      "loss-shapes",
      draw({curves({.x = "difference, as a share of the image", .y = "loss", .height = 220},
                   curves_by(shapes, "loss", "difference", "value")),
            curves({.x = "difference, as a share of the image", .y = "gradient", .height = 220},
                   curves_by(shapes, "loss", "difference", "gradient"))}));
}

void draw_all(const Folder& results) {
  results.save("some", draw({pictures(pictures_with_boxes(results, "some"), images)}));
  results.save("worst", draw({pictures(pictures_with_boxes(results, "worst"), images)}));
  draw_seen(results);
  results.save(
      "moved",
      draw({curves({.x = "pixels to the right and down", .y = "IoU", .y_range = {0, 1}},
                   curves_by(results.data("moved-curves"), "box", "pixels", "IoU"))}));
  const Data ious = results.data("ious");
  results.save("ious", draw(histograms({.x = "IoU", .y = "share", .x_range = {0, 1}},
                                       histograms_by(ious, "panel", "IoU", "share"))));
  // On a folder with one class there is nothing to compare.
  if (!std::filesystem::exists(results.file("attached-curves"))) return;
  draw_losses(results);
  results.save(
      "attached",
      draw({curves({.x = "epoch", .y = "loss", .log_y = true},
                   curves_by(results.data("attached-curves"), "variant", "step", "loss"))}));
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }

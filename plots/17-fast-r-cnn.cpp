// Draws the figures of chapter 17.
#include <algorithm>

#include "figure/figure.hpp"

namespace {

using namespace figure;

constexpr Grid images{.shade = Shade::image, .columns = 3};

void draw_all(const Folder& results) {
  results.save("some", draw({pictures(pictures_with_boxes(results, "some"), images)}));
  results.save("worst", draw({pictures(pictures_with_boxes(results, "worst"), images)}));
  auto read = curves_by(results.data("ruler"), "pooling", "moved", "read");
  std::ranges::rotate(read, read.begin() + 1);  // the truth on top, dashed: RoI align hides it
  read.back().line = Line::dashed;
  results.save("ruler",
               draw({curves({.x = "moved by, in pixels", .y = "read at, in pixels"}, read)}));
  results.save("parts",
               draw({curves({.x = "epoch", .y = "loss", .log_y = true},
                            curves_by(results.data("parts"), "part", "epoch", "loss"))}));
  const Data times = results.data("times");
  const auto by_regions = [&](const std::string& name, const std::string& column) {
    return Curve{.name = name, .x = times["regions"], .y = times[column]};
  };
  const auto panel = [&](const std::string& y, const std::string& alone,
                         const std::string& once) {
    return curves({.x = "regions", .y = y, .log_x = true, .log_y = true},
                  {by_regions("each alone", alone), by_regions("image once", once)});
  };
  results.save("times", draw({panel("milliseconds, in use", "each alone, ms", "image once, ms"),
                              panel("milliseconds, a step of training",
                                    "a step of training, each alone, ms", "image once")}));
  results.save(
      "test-curves",
      draw({curves({.x = "recall", .y = "precision", .x_range = {0, 1}, .y_range = {0, 1}},
                   curves_by(results.data("test-curves"), "class", "recall", "precision"))}));
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }

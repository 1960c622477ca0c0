// Draws the figures of chapter 08.
#include <fmt/format.h>

#include "figure/figure.hpp"

namespace {

using namespace figure;

/** One row of pixels, and under it every place where the filter stands. */
Panel places(int width, int filter, int padding, int stride) {
  const int padded = width + 2 * padding, output = (padded - filter) / stride + 1;
  const int seen = (output - 1) * stride + filter;
  constexpr double side = 24, step = 13;
  Panel panel{.sheet = true};
  panel.axes.title = fmt::format("P = {}, S = {}: {} outputs", padding, stride, output);
  panel.axes.width = 240;
  panel.axes.height = static_cast<int>(side + 7 * step + 14);
  panel.layers.emplace_back([=](Script& script) {
    const double left = (240 - side * padded) / 2;
    const auto block = [&](double x, double y, double across, double down, const Colour& fill) {
      script.command(
          fmt::format("set object rectangle from {},{} to {},{} fc rgb '{}' fs solid 0.8 "
                      "border lc rgb 'black'",
                      left + x, y, left + x + across, y + down, fill.hex()));
    };
    for (int i = 0; i < padded; ++i) {
      const bool outside = i < padding || i >= width + padding;
      block(side * i, 2, side, side,
            outside    ? Colour{0xb8, 0xbd, 0xc4}
            : i < seen ? colour(0)
                       : colour(1));
    }
    for (int k = 0; k < output; ++k)
      block(side * k * stride + 2, side + 6 + step * k, side * filter - 4, 9, colour(2));
  });
  return panel;
}

void draw_places(const Folder& results) {
  Panel first = places(7, 3, 0, 1);
  results.save("places",
               draw({first, places(7, 3, 1, 1), places(7, 3, 0, 2), places(7, 3, 0, 3)}, 2));
}

void draw_curves(const Folder& results) {
  const Data history = results.data("curves");
  const Panel loss = curves({.x = "epoch", .y = "loss", .log_y = true, .height = 240},
                            {{"", history["epoch"], history["loss"]}});
  const Panel accuracy = curves(
      {.x = "epoch", .y = "correct answers", .height = 260},
      {{"learning", history["epoch"], history["train_accuracy"], {}, {}, Line::dashed, 0},
       {"validation",
        history["epoch"],
        history["validation_accuracy"],
        {},
        {},
        Line::solid,
        0}});
  results.save("curves", draw({loss, accuracy}));
}

void draw_moves(const Folder& results) {
  const Data shifts = results.data("shifts"), rotations = results.data("rotations"),
             scales = results.data("scales");
  const auto panel = [](const std::string& label, const Data& data, const std::string& x) {
    return curves({.x = label, .y = "correct answers", .y_range = {0, 1}, .height = 210},
                  {{"", data[x], data["accuracy"]}});
  };
  Panel turns = panel("turn, degrees", rotations, "degrees");
  for (const double degrees : {0, 45, 90, 135, 180})
    turns.axes.x_tics.push_back({fmt::format("{:g}", degrees), degrees});
  results.save("moves", draw({panel("shift, pixels", shifts, "pixels"), turns,
                              panel("size, against the original", scales, "size")}));
}

void draw_all(const Folder& results) {
  const auto save = [&](const std::string& name, const Grid& grid) {
    results.save(name, draw({pictures(read_pictures(results.file(name)), grid)}));
  };
  save("edges", {.shade = Shade::sign, .columns = 4});
  save("influence", {.columns = 3});
  draw_places(results);
  draw_curves(results);
  save("filters", {.shade = Shade::sign, .columns = 6});
  save("feature-maps", {.columns = 4});
  draw_moves(results);
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }

// Draws the figures of chapter 09.
#include <fmt/format.h>

#include <algorithm>

#include "figure/figure.hpp"

namespace {

using namespace figure;

void draw_ladder(const Folder& results) {
  const Data ladder = results.data("ladder");
  results.save("ladder", draw({bars({.x = "GFLOP/s, one thread"}, ladder.texts("rung"),
                                    {{"", ladder["GFLOP/s"]}})}));
}

void draw_roofline(const Folder& results) {
  const Data limits = results.data("roofline-limits"), layers = results.data("roofline");
  const Axes axes{.x = "operations for each byte that must move",
                  .y = "GFLOP/s",
                  .log_x = true,
                  .log_y = true,
                  .x_range = {0.5, 1000},
                  .y_range = {0.05, 3000},
                  .x_format = "%g",
                  .y_format = "%g",
                  .height = 400};
  const Panel roof = curves(axes, {{"the machine's two limits",
                                    limits["FLOP a byte"],
                                    limits["GFLOP/s"],
                                    {},
                                    {},
                                    Line::solid,
                                    5}});
  std::vector<Points> ways;
  for (const auto& [name, column] :
       {std::pair("chosen", "chosen"), {"seven loops", "loops"}, {"im2col", "im2col"}})
    ways.push_back({name, layers["FLOP a byte"], layers[column]});
  for (Points& way : ways) way.size = 1;
  results.save("roofline", draw({roof + scatter({}, ways)}));
}

void draw_blocking(const Folder& results) {
  const Data data = results.data("blocking");
  const Column size = data["right factor, kB"];
  results.save(
      "blocking",
      draw({curves({.x = "size of the right factor, kB",
                    .y = "GFLOP/s, one thread",
                    .log_x = true,
                    .y_range = {.low = 0}},
                   {{"in pieces that fit into a cache", size, data["in pieces, GFLOP/s"]},
                    {"whole", size, data["whole, GFLOP/s"]}})}));
}

void draw_points(const Folder& results) {
  const Data data = results.data("points");
  const Axes axes{.x = "a", .y = "b", .height = 440};
  results.save(
      "points",
      draw({heat_map(axes, {data["a"], data["b"], data["relative error"]}, "relative error",
                     true) +
            scatter({}, {{"usual: 1 and 2", {1}, {2}, 3, 6, 2.2},
                         {"this library's: 5/8 and 3/2", {0.625}, {1.5}, 3, 4, 2.2}})}));
}

void draw_winners(const Folder& results) {
  const Data data = results.data("winners");
  Panel panel{.axes = {.x = "channels, and filters",
                       .y = "pixels on a side",
                       .log_x = true,
                       .log_y = true,
                       .x_range = {0.5, 512},
                       .y_range = {2.8, 90}}};
  for (const double channels : {1, 4, 16, 64, 256})
    panel.axes.x_tics.push_back({fmt::format("{}", channels), channels});
  for (const double side : {4, 7, 14, 28, 56})
    panel.axes.y_tics.push_back({fmt::format("{}", side), side});
  std::vector<Points> winners;
  for (const std::string& name : data.groups("fastest")) {
    const Data mine = data.where("fastest", name);
    winners.push_back({name, mine["channels"], mine["side"], -1, -1, 1.8});
  }
  panel = panel + scatter({}, winners);
  const Column channels = data["channels"], side = data["side"], ratio = data["chosen takes"];
  for (std::size_t i = 0; i < ratio.size(); ++i)
    if (ratio[i] > 1.1)
      panel = panel + remark(1.25 * channels[i], side[i], fmt::format("{:.1f}", ratio[i]));
  results.save("winners", draw({panel}));
}

void draw_all(const Folder& results) {
  draw_ladder(results);
  draw_roofline(results);
  draw_blocking(results);
  draw_points(results);
  draw_winners(results);
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }

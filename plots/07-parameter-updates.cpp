// Draws the figures of chapter 07.
#include "figure/figure.hpp"

namespace {

using namespace figure;

void draw_race(const Folder& results) {
  const Data heights = results.data("heights"), ways = results.data("ways");
  const auto panel = [&](const std::string& ground, const Column& levels) {
    const Data map = heights.where("ground", ground);
    return contours({.title = ground, .x = "first weight", .y = "second weight", .height = 360},
                    {map["x"], map["y"], map["height"]}, levels) +
           paths(curves_by(ways.where("ground", ground), "rule", "x", "y"));
  };
  results.save("race", draw({panel("valley", {0.01, 0.05, 0.2, 0.5, 1, 2, 4}),
                             panel("saddle", {-0.24, -0.2, -0.1, 0, 0.1, 0.5, 1, 2}),
                             panel("noisy bowl", {0.05, 0.5, 1, 2, 4, 8})}));
}

/** Six trainings, side by side: each panel has its own heights. */
void draw_losses(const Folder& results) {
  const Data losses = results.data("losses");
  std::vector<Panel> panels;
  for (const std::string name : {"sound", "rate too high", "rate too low", "over-fitting",
                                 "unshuffled data", "foreign labels"}) {
    const Data one = losses.where("training", name);
    panels.push_back(curves({.title = name,
                             .x = "step",
                             .y = "loss",
                             .log_y = name == "rate too high",
                             .width = 360},
                            {{"", one["step"], one["loss"]}}));
  }
  results.save("curves", draw(panels, 2));
}

void draw_all(const Folder& results) {
  draw_race(results);
  results.save(
      "adam-start",
      draw({curves({.x = "step", .y = "step's length, in learning rates", .log_x = true},
                   {{"with correction", results.data("adam-start-curve")["step"],
                     results.data("adam-start-curve")["with correction"]},
                    {"without", results.data("adam-start-curve")["step"],
                     results.data("adam-start-curve")["without"]}})}));
  results.save(
      "rules",
      draw({curves({.x = "epoch", .y = "loss", .log_y = true},
                   curves_by(results.data("rules-curves"), "variant", "step", "loss"))}));
  results.save(
      "schedules",
      draw({curves({.x = "step", .y = "learning rate"},
                   curves_by(results.data("rates"), "schedule", "step", "rate")),
            curves({.x = "epoch", .y = "loss", .log_y = true},
                   curves_by(results.data("schedules-curves"), "variant", "step", "loss"))}));
  results.save(
      "batches",
      draw({curves({.x = "learning rate", .y = "loss", .log_x = true, .log_y = true},
                   curves_by(results.data("batch-losses"), "batch", "rate", "loss"))}));
  draw_losses(results);
  const Data trials = results.data("trials");
  std::vector<Points> kinds;
  for (const std::string search : {"grid", "random", "coarse to fine"})
    kinds.push_back({search, trials.where("search", search)["rate"],
                     trials.where("search", search)["decay"]});
  results.save(
      "trials",
      draw({scatter({.x = "learning rate", .y = "weight decay", .log_x = true, .log_y = true},
                    kinds)}));
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }

// Draws the figures of chapter 02.
#include "figure/figure.hpp"

namespace {

using namespace figure;

void draw_searches(const Folder& results) {
  const Data data = results.data("searches-curves");
  std::vector<Curve> ways;
  for (const std::string way :
       {"following the gradient", "random local search", "random search"})
    ways.push_back({way, data["step"], data[way]});
  results.save("searches", draw({curves({.x = "steps", .y = "loss", .log_x = true}, ways)}));
}

void draw_directions(const Folder& results) {
  const Column share = results.data("directions")["share of the steepest descent"];
  const Histogram counts = counted("", share, -1.05, 1.05, 63);
  Panel panel = histograms(
      {.x = "descent, as a share of the negative gradient's", .x_range = {-1.05, 1.05}},
      {counts})[0];
  panel.axes.width = 480;
  panel.axes.height = 260;
  panel.axes.x_tics = {};
  results.save("directions", draw({panel + upright_line(1, "the negative gradient", 1)}));
}

void draw_step_sizes(const Folder& results) {
  const Data data = results.data("step-sizes");
  results.save(
      "step-sizes",
      draw({curves({.x = "step size", .y = "loss", .log_x = true, .log_y = true},
                   {{"at the end", data["step size"], data["loss at the end"]},
                    {"after one step", data["step size"], data["loss after 1 step"]}})}));
}

void draw_cost(const Folder& results) {
  const Data data = results.data("cost");
  results.save(
      "cost",
      draw({curves({.x = "parameters", .y = "milliseconds", .log_x = true, .log_y = true},
                   {{"analytic", data["parameters"], data["analytic ms"]},
                    {"numerical (centred)", data["parameters"], data["numerical ms"]}})}));
}

void draw_errors(const Folder& results) {
  const Data data = results.data("errors");
  std::vector<Curve> kinds;
  for (const std::string kind :
       {"forward, double", "centred, float", "centred, double", "forward, float"})
    kinds.push_back({kind, data["h"], data[kind]});
  const Axes axes{.x = "h",
                  .y = "relative error",
                  .log_x = true,
                  .log_y = true,
                  .x_range = {1e-14, 1},
                  .y_range = {1e-13, 10},
                  .height = 420};
  results.save("errors", draw({curves(axes, kinds) + remark(1e-7, 1e-8, "slope 1", 0) +
                               remark(4e-4, 1e-9, "slope 2", 2)}));
}

void draw_kink(const Folder& results) {
  const Data data = results.data("kink-curve");
  results.save(
      "kink",
      draw({curves(
          {.x = "score of the wrong class (the correct one has 2, the margin is 1)",
           .y_range = {-0.1, 1.1},
           .height = 260},
          {{"hinge loss", data["score"], data["loss"]},
           {"its derivative", data["score"], data["derivative"], {}, {}, Line::steps}})}));
}

void draw_all(const Folder& results) {
  draw_searches(results);
  draw_directions(results);
  draw_step_sizes(results);
  draw_cost(results);
  draw_errors(results);
  draw_kink(results);
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }

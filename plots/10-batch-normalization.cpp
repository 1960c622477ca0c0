// Draws the figures of chapter 10.
#include "figure/figure.hpp"

namespace {

using namespace figure;

void draw_inputs(const Folder& results) {
  const Data inputs = results.data("inputs");
  std::vector<Panel> panels;
  for (const std::string network : {"without", "with"}) {
    const Data here = inputs.where("network", network);
    panels.push_back(
        curves({.title = network + " normalization", .x = "step", .y = "a unit's input"},
               {{.name = "median, and the middle eight tenths",
                 .x = here["step"],
                 .y = here["median"],
                 .low = here["lowest tenth"],
                 .high = here["highest tenth"]}}));
  }
  results.save("inputs", draw(panels));
}

void draw_walk(const Folder& results) {
  results.save(
      "walk",
      draw({curves({.x = "one number of the batch, as given", .y = "the same, normalized"},
                   curves_by(results.data("walk"), "batch", "given", "normalized"))}));
}

void draw_kinds(const Folder& results) {
  const Data kinds = results.data("kinds");
  std::vector<Bars> sizes;
  for (const std::string size : {"2", "8", "64"}) {
    const Data here = kinds.where("size", size);
    sizes.push_back({.name = "batches of " + size,
                     .values = here["mean"],
                     .low = here["lowest"],
                     .high = here["highest"]});
  }
  results.save("kinds", draw({bars({.x = "validation accuracy"},
                                   kinds.where("size", "2").texts("normalization"), sizes)}));
}

void draw_all(const Folder& results) {
  draw_inputs(results);
  draw_walk(results);
  draw_kinds(results);
  results.save(
      "shapes",
      draw(histograms({.x = "value", .y = "share", .x_range = {-3, 8}},
                      histograms_by(results.data("shapes"), "panel", "value", "share")),
           3));
  results.save(
      "scales",
      draw({curves({.x = "epoch", .y = "loss", .log_y = true},
                   curves_by(results.data("scales-curves"), "variant", "step", "loss"))}));
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }

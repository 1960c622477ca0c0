// Draws the figures of chapter 13.
#include "figure/figure.hpp"

namespace {

using namespace figure;

void draw_networks(const Folder& results) {
  const Data networks = results.data("networks");
  Column millions = networks["parameters"];
  for (double& number : millions) number /= 1e6;
  const Column products = networks["products, 10^6"];
  Panel panel = scatter({.x = "parameters, millions",
                         .y = "multiply-adds an image, millions",
                         .log_x = true,
                         .log_y = true,
                         .x_range = {0.1, 1000},
                         .height = 420},
                        {{.name = "", .x = millions, .y = products, .size = 1.2}});
  const auto names = networks.texts("network");
  for (std::size_t n = 0; n < names.size(); ++n)  // GoogLeNet lies too near to ResNet-18
    panel = panel + remark((names[n] == "googlenet" ? 0.17 : 1.25) * millions[n], products[n],
                           names[n]);
  results.save("networks", draw({panel}));
}

void draw_deltas(const Folder& results) {
  const Data deltas = results.data("deltas");
  results.save("deltas",
               draw({curves({.x = "block", .y = "size of the delta, input = 1"},
                            {{.name = "before training",
                              .x = deltas["block"],
                              .y = deltas["before training"],
                              .line = Line::dashed},
                             {.name = "after", .x = deltas["block"], .y = deltas["after"]}})}));
}

void draw_all(const Folder& results) {
  draw_networks(results);
  draw_deltas(results);
  results.save(
      "gradients",
      draw({curves({.x = "layer", .y = "gradient / weights", .log_y = true},
                   curves_by(results.data("gradients"), "network", "layer", "gradient"))}));
  results.save(
      "depths",
      draw({curves({.x = "epoch", .y = "loss"},
                   curves_by(results.data("depths-curves"), "variant", "step", "loss"))}));
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }

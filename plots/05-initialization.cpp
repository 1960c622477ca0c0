// Draws the figures of chapter 05.
#include "figure/figure.hpp"

namespace {

using namespace figure;

void draw_layers(const Folder& results) {
  const Data layers = results.data("layers");
  for (const std::string network : {"tanh", "ReLU"}) {
    const Data here = layers.where("network", network);
    const auto panel = [&](const std::string& column, const std::string& label) {
      return curves({.title = network + ": " + label,
                     .x = "layer",
                     .y = "root mean square",
                     .log_y = true},
                    curves_by(here, "scheme", "layer", column));
    };
    results.save(network == "tanh" ? "depth-tanh" : "depth-relu",
                 draw({panel("activation", "activations"), panel("gradient", "gradients")}));
  }
}

void draw_all(const Folder& results) {
  draw_layers(results);
  results.save("histograms",
               draw(histograms({.x = "activation", .y = "share", .x_range = {-1, 1}},
                               histograms_by(results.data("histograms"), "panel", "activation",
                                             "share")),
                    2));
  results.save(
      "training",
      draw({curves({.x = "epoch", .y = "loss", .log_y = true},
                   curves_by(results.data("schemes-curves"), "variant", "step", "loss"))}));
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }

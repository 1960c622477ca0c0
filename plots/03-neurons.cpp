// Draws the figures of chapter 03.
#include <algorithm>

#include "figure/figure.hpp"

namespace {

using namespace figure;

// What hidden units add: the regions of networks of growing width, with the points learnt from.
void draw_regions(const Folder& results) {
  const Data places = results.data("regions"), points = results.data("points");
  std::vector<Panel> panels;
  for (const std::string& network : places.groups("network")) {
    const Data here = places.where("network", network);
    Panel panel = regions(
        {.title = network == "none (linear)" ? "no hidden layer" : network + " hidden units",
         .x_range = {-1.2, 1.2},
         .y_range = {-1.2, 1.2},
         .width = 240,
         .height = 236,
         .square = true},
        {here["x"], here["y"], here["class"]});
    std::vector<Points> kinds;
    for (const std::string& kind : points.groups("class")) {
      const Data of_kind = points.where("class", kind);
      kinds.push_back(
          {"", of_kind["x"], of_kind["y"], static_cast<int>(kinds.size()), -1, 0.4});
    }
    panels.push_back(panel + scatter({}, kinds));
  }
  results.save("regions", draw(panels, 2));
}

// A disc in a ring: the border of networks of one to six neurons, and each neuron's line.
void draw_lines(const Folder& results) {
  const Data sides = results.data("lines-sides"), lines = results.data("lines-drawn"),
             points = results.data("lines-points");
  std::vector<Panel> panels;
  for (const std::string& neurons : sides.groups("neurons")) {
    const Data here = sides.where("neurons", neurons), drawn = lines.where("neurons", neurons);
    std::vector<Curve> across;
    for (const std::string& neuron : drawn.groups("neuron")) {
      const Data line = drawn.where("neuron", neuron);
      across.push_back(
          {.name = "", .x = line["x"], .y = line["y"], .line = Line::dashed, .colour = 2});
    }
    Panel panel = regions({.title = neurons + (neurons == "1" ? " neuron" : " neurons"),
                           .x_range = {-1.3, 1.3},
                           .y_range = {-1.3, 1.3},
                           .width = 240,
                           .height = 236,
                           .square = true},
                          {here["x"], here["y"], here["class"]});
    std::vector<Points> kinds;
    for (const std::string kind : {"disc", "ring"}) {
      const Data of_kind = points.where("class", kind);
      kinds.push_back(
          {"", of_kind["x"], of_kind["y"], static_cast<int>(kinds.size()), -1, 0.4});
    }
    panels.push_back(panel + curves({}, across) + scatter({}, kinds));
  }
  results.save("lines", draw(panels, 2));
}

void draw_saturation(const Folder& results) {
  const Data layers = results.data("saturation-layers");
  results.save(
      "saturation",
      draw({curves({.x = "layer", .y = "size of the gradient", .log_y = true, .height = 340},
                   curves_by(layers, "network", "layer", "gradient"))}));
}

void draw_zigzag(const Folder& results) {
  const Data ways = results.data("zigzag-ways");
  std::vector<Panel> panels;
  for (const std::string inputs : {"all positive", "centred"}) {
    std::vector<Curve> walks;
    for (const std::string batch : {"1", "40"}) {
      const Data way = ways.where("walk", inputs + ", batch " + batch);
      walks.push_back({"batch of " + batch, way["w1"], way["w2"]});
    }
    panels.push_back(
        curves({.title = inputs, .x = "first weight", .y = "second weight", .height = 320},
               {}) +
        paths(walks));
  }
  results.save("zigzag", draw(panels));
}

void draw_all(const Folder& results) {
  draw_regions(results);
  draw_lines(results);
  const Data gates = results.data("gates");
  results.save(
      "gates",
      draw({bars({.x = "forward, and back"}, gates.texts("node"),
                 {{"value", gates["value"]}, {"gradient of y by it", gates["gradient"]}})}));
  draw_saturation(results);
  draw_zigzag(results);
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }

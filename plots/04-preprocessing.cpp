// Draws the figures of chapter 04.
#include "figure/figure.hpp"

namespace {

using namespace figure;

void draw_all(const Folder& results) {
  const Data cloud = results.data("cloud-points");
  std::vector<Panel> panels;
  for (const std::string& stage : cloud.groups("stage")) {
    const Data points = cloud.where("stage", stage);
    panels.push_back(scatter({.title = stage,
                              .x_range = {-5, 7},
                              .y_range = {-5, 5},
                              .width = 240,
                              .height = 212,
                              .square = true},
                             {{"", points["x"], points["y"], 0, -1, 0.3}}));
  }
  panels.erase(panels.begin() + 4);  // turned back looks as whitened does
  results.save("cloud", draw(panels, 2));
  results.save("rebuilt",
               draw({pictures(read_pictures(results.file("rebuilt")), {.columns = 4})}));
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }

// Draws the figures of chapter 14.
#include "figure/figure.hpp"

namespace {

using namespace figure;

void draw_all(const Folder& results) {
  const Data amounts = results.data("amounts");
  std::vector<Panel> panels;
  for (const std::string task : {"near", "far"})
    panels.push_back(curves(
        {.title = task, .x = "images a class", .y = "accuracy", .log_x = true, .height = 360},
        curves_by(amounts.where("task", task), "method", "images a class", "accuracy")));
  results.save("amounts", draw(panels));
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }

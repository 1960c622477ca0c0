#include <fmt/format.h>

#include "checking/checking.hpp"
#include "dln/vision/yolo.hpp"

void check(const std::string& finer, const std::string& more_boxes,
           const std::string& same_cell) {
  const auto numbers = [](std::size_t side, std::size_t boxes) {
    const dln::YoloGrid grid{.rows = side, .columns = side, .boxes = boxes, .classes = 20};
    return double(grid.shape(1).size());
  };
  const double fine = numbers(14, 2) / numbers(7, 2);
  exercise::predicted("Of numbers there are:", finer, {"as many", "twice", "four times"},
                      fine < 1.5 ? "as many"
                      : fine < 3 ? "twice"
                                 : "four times",
                      fmt::format("{} become {}.", numbers(7, 2), numbers(14, 2)));
  const double more = numbers(7, 4) / numbers(7, 2);
  exercise::predicted("With 4 boxes the output grows:", more_boxes,
                      {"by less than a half", "twice", "four times"},
                      more < 1.5 ? "by less than a half"
                      : more < 3 ? "twice"
                                 : "four times",
                      fmt::format("{} become {}.", numbers(7, 2), numbers(7, 4)));
  const dln::YoloGrid grid{.rows = 7, .columns = 7, .boxes = 2, .classes = 20};
  const dln::Tensor<double> y(grid.shape(1));
  const std::vector<dln::Objects> truth = {{{3, {40, 40, 55, 55}}, {8, {44, 30, 52, 64}}}};
  const auto targets = dln::yolo_targets<double>(y, truth, grid, {});
  exercise::predicted(
      "Of the two objects the cell learns:", same_cell, {"both", "one of them"},
      targets.objects == 2 ? "both" : "one of them",
      fmt::format("{} has a cell, {} has none.", targets.objects, targets.lost));
  exercise::comment("Both boxes are for the same object: they compete for who fits it better.");
}

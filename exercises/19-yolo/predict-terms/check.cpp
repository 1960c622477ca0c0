#include <fmt/format.h>

#include "checking/checking.hpp"
#include "dln/vision/yolo.hpp"

namespace {

double total(const dln::YoloLoss<double>& loss) {
  double sum = 0;
  for (const double term : loss.terms) sum += term;
  return sum;
}

}  // namespace

void check(const std::string& empty, const std::string& wanted, const std::string& beside) {
  const dln::YoloGrid grid{.rows = 3, .columns = 3, .boxes = 1, .classes = 2};
  dln::Tensor<double> y(grid.shape(1));
  const std::vector<dln::Objects> none(1), one = {{{1, {40, 40, 60, 60}}}};
  const auto loss = [&](const std::vector<dln::Objects>& truth) {
    return dln::yolo_loss(y, dln::yolo_targets<double>(y, truth, grid, {}), 1);
  };
  const double without = total(loss(none));
  exercise::predicted("The loss without an object is:", empty, {"0", "above 0"},
                      without > 0 ? "above 0" : "0", fmt::format("it is {}.", without));
  const auto targets = dln::yolo_targets<double>(y, one, grid, {});
  const auto& term = targets.terms[static_cast<std::size_t>(dln::YoloTerm::object)];
  double target = 0;
  for (std::size_t i = 0; i < term.values.size(); ++i)
    if (term.weights[i] > 0) target = term.values[i];
  exercise::predicted("Confidence wanted of the responsible box:", wanted, {"0", "1"},
                      target > 0.5 ? "1" : "0", fmt::format("the IoU, which is {}.", target));
  // The cell to the left of the middle: x reaches into the middle cell.
  const auto numbers = dln::yolo_numbers(one[0][0].box, {0, 1, 0, 0}, grid);
  for (std::size_t i = 0; i < 4; ++i) y[i * 9 + 3] = numbers[i];
  const double before = total(loss(one));
  y[4 * 9 + 3] = 0.9;
  const double after = total(loss(one));
  exercise::predicted("The box beside:", beside,
                      {"is punished", "is not counted", "is rewarded"},
                      after > before   ? "is punished"
                      : after < before ? "is rewarded"
                                       : "is not counted",
                      fmt::format("the loss goes from {:.3f} to {:.3f}.", before, after));
  exercise::comment(
      "Every object is one cell's business; all others are to be silent about it.");
}

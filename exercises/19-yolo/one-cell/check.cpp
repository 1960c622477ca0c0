#include <fmt/format.h>

#include "checking/checking.hpp"
#include "dln/vision/yolo.hpp"

namespace {

const dln::YoloGrid grid{.rows = 1, .columns = 1, .boxes = 1, .classes = 1};

// What a network might see of an image: how bright each of 8 x 8 places is, and a 1.
arma::vec seen(const dln::Box& box) {
  arma::vec code(65, arma::fill::ones);
  for (arma::uword i = 0; i < 64; ++i) {
    const double x = 12 * double(i % 8) + 6, y = 12 * double(i / 8) + 6;
    code[i] = x > box.x_min && x < box.x_max && y > box.y_min && y < box.y_max;
  }
  return code;
}

dln::Box drawn() {
  const arma::vec r = arma::randu(4);
  const double x = 34 + 28 * r[0], y = 34 + 28 * r[1], w = 15 + 15 * r[2], h = 15 + 15 * r[3];
  return {x - w, y - h, x + w, y + h};
}

dln::Box told(const arma::vec& y) {
  dln::Tensor<double> numbers(grid.shape(1));
  for (arma::uword i = 0; i < 5; ++i) numbers[i] = y[i];
  return dln::yolo_box(numbers, {}, grid);
}

}  // namespace

void check(arma::vec gradient(const arma::vec&, const arma::vec&, double, bool)) {
  const auto asked = exercise::question("gradient(y, truth, overlap, responsible)", gradient);
  const arma::vec y = {0.7, 0.4, 0.5, 0.6, 0.3}, truth = {0.5, 0.6, 0.8, 0.1};
  asked(y, truth, 0.9, true).is(arma::vec{2, -2, -3, 5, -1.2});
  asked(y, truth, 0.9, false).is(arma::vec{0, 0, 0, 0, 0.3});
  asked(arma::vec{0.1, 0.2, 0.3, 0.4, 0.8}, arma::vec{0.1, 0.3, 0.1, 0.4}, 0.25, true)
      .is(arma::vec{0, -1, 2, 0, 1.1});
  if (gradient(y, truth, 0.9, true).n_elem != 5) return;
  arma::arma_rng::set_seed(4);
  arma::mat weights(5, 65);
  for (int step = 0; step < 6000; ++step) {
    const dln::Box box = drawn();
    const auto wanted = dln::yolo_numbers(box, {}, grid);
    const arma::vec code = seen(box), said = weights * code;
    const arma::vec d = gradient(said, arma::vec{wanted[0], wanted[1], wanted[2], wanted[3]},
                                 dln::iou(told(said), box), true);
    weights -= 0.003 * d * code.t();
  }
  double fit = 0, sure = 0;
  for (int i = 0; i < 200; ++i) {
    const dln::Box box = drawn();
    const arma::vec said = weights * seen(box);
    fit += dln::iou(told(said), box) / 200;
    sure += said[4] / 200;
  }
  exercise::comment(fmt::format(
      "By your gradient, a linear network has learnt to find one bright box: on 200 new images "
      "the mean IoU is {:.2f}, and its mean confidence {:.2f}.",
      fit, sure));
}

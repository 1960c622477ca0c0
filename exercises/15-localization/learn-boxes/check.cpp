#include <fmt/format.h>

#include "checking/checking.hpp"
#include "dln/train/localization.hpp"

// Images of 16 x 16 with one bright rectangle, as columns (and a 1), and its four shares.
std::pair<arma::mat, arma::mat> rectangles(arma::uword count) {
  arma::mat x(257, count, arma::fill::ones), boxes(4, count);
  for (arma::uword n = 0; n < count; ++n) {
    const arma::ivec size = arma::randi(2, arma::distr_param(4, 8));
    const arma::sword left = arma::randi(arma::distr_param(0, 16 - size(0))),
                      top = arma::randi(arma::distr_param(0, 16 - size(1)));
    arma::mat image = 0.2 * arma::randn(16, 16);
    image.submat(left, top, left + size(0) - 1, top + size(1) - 1) += 1;
    x.col(n).head(256) = arma::vectorise(image);
    boxes.col(n) =
        arma::vec{left + size(0) / 2.0, top + size(1) / 2.0, double(size(0)), double(size(1))} /
        16;
  }
  return {x, boxes};
}

double mean_iou(const arma::mat& answers, const arma::mat& boxes) {
  double sum = 0;
  for (arma::uword n = 0; n < boxes.n_cols; ++n)
    sum += dln::iou(dln::box_of_shares(answers.colptr(n), 1, 1),
                    dln::box_of_shares(boxes.colptr(n), 1, 1));
  return sum / double(boxes.n_cols);
}

void check(arma::mat learn_boxes(const arma::mat&, const arma::mat&, arma::uword, double)) {
  const auto learn = exercise::question("learn_boxes(x, boxes, steps, rate)", learn_boxes);
  const arma::mat x = {{1, 0}, {0, 2}, {1, 1}},
                  boxes = {{1, 0}, {0, 1}, {0.5, 0.5}, {0.2, 0.4}};
  learn(x, boxes, 0, 0.1).is(arma::mat(arma::zeros(3, 4)));
  learn(x, boxes, 1, 0.1).is(arma::mat(0.1 * x * boxes.t() / 2));
  const arma::mat first = 0.1 * x * boxes.t() / 2;
  learn(x, boxes, 2, 0.1).is(arma::mat(first - 0.1 * x * (first.t() * x - boxes).t() / 2));
  arma::arma_rng::set_seed(1);
  const auto train = rectangles(400), test = rectangles(200);
  const auto weight = exercise::question("learn_boxes(x, boxes, steps, rate)", learn_boxes)
                          .given("x", "400 images of a rectangle")
                          .given("boxes", "their shares")(train.first, train.second, 300, 0.05);
  if (!weight.value() || weight.value()->n_rows != 257 || weight.value()->n_cols != 4) return;
  exercise::comment(fmt::format(
      "On 200 new images your head has a mean IoU of {:.2f}; a box in the middle has {:.2f}.",
      mean_iou(weight.value()->t() * test.first, test.second),
      mean_iou(arma::repmat(arma::mean(train.second, 1), 1, 200), test.second)));
}

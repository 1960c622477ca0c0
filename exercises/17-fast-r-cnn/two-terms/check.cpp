#include <fmt/format.h>

#include "checking/checking.hpp"

using ByScores = arma::mat(const arma::mat&, const arma::uvec&);
using ByOffsets = arma::mat(const arma::mat&, const arma::mat&, const arma::uvec&, arma::uword);

// Regions whose features say, in noise, which of two classes they show and how far off they
// are.
struct Regions {
  arma::mat x, targets;
  arma::uvec labels;
};

Regions regions(arma::uword count) {
  Regions made{arma::randn(9, count), arma::zeros(4, count), arma::uvec(count)};
  for (arma::uword r = 0; r < count; ++r) {
    made.labels(r) = r % 4 < 2 ? r % 4 : 2;
    made.x(made.labels(r), r) += 4;
    made.targets.col(r) = made.x.col(r).subvec(3, 6) / 5;
    made.x(8, r) = 1;
  }
  return made;
}

void check(ByScores class_gradient, ByOffsets box_gradient) {
  const auto by_scores = exercise::question("class_gradient(scores, labels)", class_gradient);
  const auto by_offsets =
      exercise::question("box_gradient(offsets, targets, labels, background)", box_gradient);
  const arma::uvec labels = {0, 2, 1, 2};
  const arma::mat scores = exercise::random_matrix(3, 4, 1),
                  offsets = exercise::random_matrix(4, 4, 2),
                  targets = exercise::random_matrix(4, 4, 3);
  by_scores(scores, labels)
      .is_gradient_of<arma::mat>(
          [&](const arma::mat& s) {
            double sum = 0;
            for (arma::uword r = 0; r < 4; ++r)
              sum += std::log(arma::accu(arma::exp(s.col(r)))) - s(labels(r), r);
            return sum / 4;
          },
          scores, 4);
  by_offsets(offsets, targets, labels, 2)
      .is_gradient_of<arma::mat>(
          [&](const arma::mat& o) {
            return (arma::accu(arma::square(o.col(0) - targets.col(0))) +
                    arma::accu(arma::square(o.col(2) - targets.col(2)))) /
                   4;
          },
          offsets, 4);
  by_scores(arma::mat(arma::vec{800, 0, -800}), arma::uvec{1})
      .is(arma::mat(arma::vec{1, -1, 0}));
  by_offsets({{1, 5}, {2, 6}, {3, 7}, {4, 8}}, arma::mat(arma::ones(4, 2)), arma::uvec{2, 1}, 2)
      .is(arma::mat{{0, 4}, {0, 5}, {0, 6}, {0, 7}});
  arma::arma_rng::set_seed(1);
  const Regions train = regions(200), test = regions(200);
  arma::mat by_class = arma::zeros(9, 3), by_box = arma::zeros(9, 4);
  for (int step = 0; step < 300; ++step) {
    const arma::mat s = by_class.t() * train.x, o = by_box.t() * train.x;
    const arma::mat ds = class_gradient(s, train.labels),
                    dofs = box_gradient(o, train.targets, train.labels, 2);
    if (arma::size(ds) != arma::size(s) || arma::size(dofs) != arma::size(o)) return;
    by_class -= 0.3 * train.x * ds.t();
    by_box -= 0.1 * train.x * dofs.t();
  }
  const arma::uvec objects = arma::find(test.labels < 2);
  const arma::mat off = arma::abs(by_box.t() * test.x - test.targets);
  exercise::comment(
      fmt::format("Trained by your gradients: {:.0f} % of 200 new regions are named correctly, "
                  "and objects' offsets are "
                  "{:.3f} off, where 0 would be {:.3f} off.",
                  100 * exercise::accuracy(by_class.t() * test.x, test.labels),
                  arma::mean(arma::mean(off.cols(objects))),
                  arma::mean(arma::mean(arma::abs(test.targets.cols(objects))))));
}

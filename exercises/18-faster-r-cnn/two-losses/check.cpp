#include "checking/checking.hpp"

double loss(const arma::vec& scores, const arma::mat& offsets, const arma::ivec& labels,
            const arma::mat& targets) {
  double sum = 0, count = 0;
  for (arma::uword i = 0; i < scores.n_elem; ++i) {
    if (labels(i) < 0) continue;
    ++count;
    sum += std::log(1 + std::exp(-scores(i))) + (labels(i) == 1 ? 0 : scores(i));
    for (arma::uword k = 0; k < 4 && labels(i) == 1; ++k) {
      const double d = std::abs(offsets(i, k) - targets(i, k));
      sum += d < 1 ? d * d / 2 : d - 0.5;
    }
  }
  return sum / count;
}

template <typename Gradients>
void check(Gradients proposal_gradients(const arma::vec&, const arma::mat&, const arma::ivec&,
                                        const arma::mat&)) {
  const auto asked = exercise::question("proposal_gradients(scores, offsets, labels, targets)",
                                        proposal_gradients)
                         .given("labels", "(1, 0, -1, 1, 0, -1)");
  const arma::vec scores = {0.3, -1.2, 2.0, -0.4, 1.5, 0.1};
  const arma::mat offsets = 2 * exercise::random_matrix(6, 4, 1);
  const arma::mat targets = exercise::random_matrix(6, 4, 2);
  const arma::ivec labels = {1, 0, -1, 1, 0, -1};
  const auto got = asked(scores, offsets, labels, targets);
  got.part("scores", [](const Gradients& g) { return g.scores; })
      .template is_gradient_of<arma::vec>(
          [&](const arma::vec& moved) { return loss(moved, offsets, labels, targets); },
          scores);
  got.part("offsets", [](const Gradients& g) { return g.offsets; })
      .template is_gradient_of<arma::mat>(
          [&](const arma::mat& moved) { return loss(scores, moved, labels, targets); },
          offsets);
}

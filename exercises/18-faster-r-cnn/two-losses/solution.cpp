#include <armadillo>

struct Gradients {
  arma::vec scores;
  arma::mat offsets;
};

Gradients proposal_gradients(const arma::vec& scores, const arma::mat& offsets,
                             const arma::ivec& labels, const arma::mat& targets) {
  Gradients gradients{arma::zeros(arma::size(scores)), arma::zeros(arma::size(offsets))};
  const double count = double(arma::accu(labels >= 0));
  for (arma::uword i = 0; i < scores.n_elem; ++i) {
    if (labels(i) < 0) continue;
    const double p = 1 / (1 + std::exp(-scores(i)));
    gradients.scores(i) = (p - double(labels(i))) / count;
    if (labels(i) == 1)
      for (arma::uword k = 0; k < 4; ++k) {
        const double d = offsets(i, k) - targets(i, k);
        gradients.offsets(i, k) = std::max(-1.0, std::min(1.0, d)) / count;
      }
  }
  return gradients;
}

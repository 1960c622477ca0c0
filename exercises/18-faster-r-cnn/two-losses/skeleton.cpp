#include <armadillo>

struct Gradients {
  arma::vec scores;   // one an anchor
  arma::mat offsets;  // four an anchor, a row each
};

// The gradients of
//   (1 / n) (sum of binary cross-entropies of scores + sum of smooth L1 losses of offsets),
// where n is the number of anchors whose label is 0 or 1. Those labelled -1 are left out; of
// the offsets only those of anchors labelled 1 count. Scores are logits: p = 1 / (1 + exp(-s)).
// Smooth L1 of a difference d is d²/2 where |d| < 1, and |d| - 1/2 elsewhere.
Gradients proposal_gradients(const arma::vec& scores, const arma::mat& offsets,
                             const arma::ivec& labels, const arma::mat& targets) {
  Gradients gradients{arma::zeros(arma::size(scores)), arma::zeros(arma::size(offsets))};
  // Your code here.
  return gradients;
}

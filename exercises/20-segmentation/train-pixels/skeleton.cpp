#include <armadillo>

// The gradient of a segmentation's softmax loss by the scores: the mean over all pixels that
// are scored, each counted by its class's weight.
//   scores are C x N, a pixel a column; labels(i) is pixel i's class, or -1 if it is not
//   scored. There is always at least one scored pixel. The mean is divided by the sum of the
//   weights of the scored pixels.
arma::mat pixel_gradient(const arma::mat& scores, const arma::ivec& labels,
                         const arma::vec& weights) {
  // Your code here.
  return arma::zeros(arma::size(scores));
}

#include <armadillo>
#include <vector>

// A fully connected layer as a convolution layer.
//   The layer gives K scores to an image of C x H x W: weight.t() * pixels. There weight is
//   (C*H*W) x K, one neuron a column, and pixels has the image's numbers channel by channel,
//   each row by row: channel c of the pixel in row i, column j, stands at (c * H + i) * W + j.
// Give the same weights as K filters, H high, W wide and C deep, indexed filters[k](r, s, c) as
// images are. On an image of that size each filter has one place, and gives one score. On a
// larger image it gives a map of scores.
std::vector<arma::cube> as_filters(const arma::mat& weight, arma::uword channels,
                                   arma::uword height, arma::uword width) {
  // Your code here.
  return {};
}

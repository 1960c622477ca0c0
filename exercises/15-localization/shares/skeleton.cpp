#include <armadillo>

// A box (left, top, right, bottom) in an image of width x height pixels, as its centre x,
// centre y, width and height in shares of the image.
arma::vec4 to_shares(const arma::vec4& box, double width, double height) {
  // Your code here.
  return arma::vec4(arma::fill::zeros);
}

// The way back: the box of four shares, in pixels.
arma::vec4 from_shares(const arma::vec4& shares, double width, double height) {
  // Your code here.
  return arma::vec4(arma::fill::zeros);
}

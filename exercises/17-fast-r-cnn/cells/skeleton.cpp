#include <armadillo>

// The places of each of `count` cells along one side of a region that reaches from low to high
// in pixels, where a place of the features is `stride` pixels: a row a cell, its first place
// and the place after its last. The region is rounded to whole places, and has at least one.
arma::mat cells(double low, double high, double stride, arma::uword count) {
  // Your code here.
  return arma::zeros(count, 2);
}

#include "checking/checking.hpp"

using Answer = arma::cube(const arma::mat&, arma::uword, arma::uword, arma::uword, arma::uword,
                          arma::uword, arma::uword, arma::uword);

struct Case {
  arma::uword height, width, channels, R, S, stride, padding;
};

// col2im is im2col transposed: dx of a pixel is what the columns say where im2col copies a 1
// from it.
arma::cube expected(const arma::mat& columns, const Case& at) {
  arma::cube dx(at.height, at.width, at.channels), one(at.height, at.width, at.channels);
  for (arma::uword place = 0; place < one.n_elem; ++place) {
    one(place) = 1;
    dx(place) = arma::accu(columns % exercise::patches(one, at.R, at.S, at.stride, at.padding));
    one(place) = 0;
  }
  return dx;
}

void ask(Answer* col2im, const Case& at, bool ones) {
  const arma::cube x(at.height, at.width, at.channels);
  const arma::mat patches = exercise::patches(x, at.R, at.S, at.stride, at.padding);
  const arma::mat columns = ones ? arma::mat(arma::size(patches), arma::fill::ones)
                                 : exercise::random_matrix(patches.n_rows, patches.n_cols, 2);
  exercise::question(
      "col2im(columns, height, width, channels, kernel_height, kernel_width, stride, padding)",
      col2im)(columns, at.height, at.width, at.channels, at.R, at.S, at.stride, at.padding)
      .is(expected(columns, at));
}

void check(Answer* col2im) {
  ask(col2im, {3, 4, 1, 2, 2, 1, 0},
      true);  // each pixel of dx counts the patches that it is in, which is easy to see
  ask(col2im, {3, 4, 1, 2, 2, 1, 0}, false);
  ask(col2im, {5, 4, 2, 3, 2, 1, 0}, false);
  ask(col2im, {5, 4, 1, 3, 3, 1, 1}, false);
  ask(col2im, {5, 7, 1, 3, 3, 2, 0}, false);
  ask(col2im, {5, 6, 2, 3, 2, 2, 1}, false);
}

#include "checking/checking.hpp"

using exercise::sample;

void check(arma::mat im2col(const arma::cube&, arma::uword, arma::uword, arma::uword,
                            arma::uword)) {
  const auto ask = [&](const arma::cube& x, arma::uword R, arma::uword S, arma::uword stride,
                       arma::uword padding) {
    exercise::question("im2col(x, kernel_height, kernel_width, stride, padding)", im2col)(
        x, R, S, stride, padding)
        .is(exercise::patches(x, R, S, stride, padding));
  };
  arma::cube counted(3, 3, 1), two(3, 3, 2);
  counted.slice(0) = arma::reshape(arma::regspace(1, 9), 3, 3).t();
  two.slice(0) = counted.slice(0);
  two.slice(1) = 10 * counted.slice(0);
  ask(counted, 2, 2, 1, 0);
  ask(counted, 1, 2, 1, 0);
  ask(two, 2, 2, 1, 0);
  ask(counted, 2, 2, 1, 1);
  ask(sample(5, 6, 1, 3), 2, 2, 2, 0);
  ask(sample(4, 5, 2, 4), 3, 2, 2, 1);
  ask(sample(5, 5, 1, 5), 2, 3, 1, 2);
  ask(sample(3, 5, 1, 6), 2, 2, 1, 1);
}

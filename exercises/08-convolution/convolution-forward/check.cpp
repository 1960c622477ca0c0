#include "checking/checking.hpp"

using exercise::Filters;
using exercise::sample;

void check(arma::cube convolve(const arma::cube&, const Filters&, const arma::vec&, arma::uword,
                               arma::uword)) {
  const auto ask = [&](const arma::cube& x, const Filters& filters, const arma::vec& bias,
                       arma::uword stride, arma::uword padding) {
    exercise::question("convolve(x, filters, bias, stride, padding)", convolve)(
        x, filters, bias, stride, padding)
        .is(exercise::convolution(x, filters, bias, stride, padding));
  };
  const Filters one = {sample(3, 3, 1, 2)};
  ask(sample(3, 4, 1, 1), {sample(2, 2, 1, 2)}, {10}, 1, 0);
  ask(sample(4, 5, 1, 1), one, {10}, 1, 0);
  ask(sample(4, 4, 2, 3), {sample(2, 2, 2, 4), sample(2, 2, 2, 5)}, {10, 20}, 1, 0);
  ask(sample(4, 5, 1, 1), one, {10}, 1, 1);
  ask(sample(5, 7, 1, 6), one, {10}, 2, 0);
  ask(sample(6, 8, 3, 7), {sample(2, 3, 3, 8), sample(2, 3, 3, 9)}, {1, -2}, 2, 1);
}

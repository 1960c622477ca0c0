#include "checking/checking.hpp"
#include "dln/core/half.hpp"

void check(double rounded(double)) {
  const auto ask = exercise::question("rounded(x)", rounded);
  const auto expected = [](double x) {
    return static_cast<double>(dln::from_bfloat16(dln::to_bfloat16(static_cast<float>(x))));
  };
  // Nearer to the upper, to the lower, a tie up and a tie down; and everyday numbers.
  for (const double x : {1.0, 1.007, 1.001, 1 + 3 / 256.0, 1 + 1 / 256.0, -2.5, 0.1, -0.1,
                         3.14159, 1000.7, 1e-30, 0.0})
    ask(x).is(expected(x));
}

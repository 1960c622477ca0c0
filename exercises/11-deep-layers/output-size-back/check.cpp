#include "checking/checking.hpp"

void check(int transposed_size(int, int, int, int, int), int heights_that_meet(int)) {
  const auto size = exercise::question(
      "transposed_size(height, kernel, stride, padding, remainder)", transposed_size);
  size(4, 3, 1, 0, 0).is(6);
  size(4, 3, 2, 0, 0).is(9);
  size(5, 6, 3, 2, 0).is(14);
  size(5, 6, 3, 2, 2).is(16);
  size(1, 7, 5, 1, 3).is(8);
  size(1, 2, 1, 1, 0).is(0);
  size(2, 2, 1, 4, 0).is(0);
  const auto meet = exercise::question("heights_that_meet(stride)", heights_that_meet);
  meet(1).is(1);
  meet(4).is(4);
}

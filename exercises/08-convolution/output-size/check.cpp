#include "checking/checking.hpp"

void check(int output_size(int, int, int, int), int left_over(int, int, int, int)) {
  const auto size =
      exercise::question("output_size(width, kernel, stride, padding)", output_size);
  size(7, 3, 1, 0).is(5);
  size(7, 3, 1, 1).is(7);
  size(19, 3, 4, 0).is(5);
  size(20, 3, 4, 0).is(5);
  size(12, 5, 3, 2).is(4);
  size(227, 11, 4, 0).is(55);
  size(31, 6, 5, 4).is(7);
  size(3, 5, 2, 1).is(1);
  size(4, 5, 2, 0).is(0);
  size(2, 9, 1, 0).is(0);
  size(3, 9, 2, 2).is(0);

  const auto rest = exercise::question("left_over(width, kernel, stride, padding)", left_over);
  rest(20, 3, 4, 0).is(1);
  rest(11, 3, 5, 1).is(0);
  rest(11, 4, 3, 2).is(2);
  rest(31, 6, 5, 4).is(3);
  rest(40, 7, 6, 1).is(5);
}

#include <algorithm>

int transposed_size(int height, int kernel, int stride, int padding, int remainder) {
  return std::max((height - 1) * stride + kernel - 2 * padding + remainder, 0);
}

int heights_that_meet(int stride) { return stride; }

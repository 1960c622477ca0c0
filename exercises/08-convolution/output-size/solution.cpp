#include <armadillo>

int output_size(int width, int kernel, int stride, int padding) {
  const int room = width - kernel + 2 * padding;
  return room < 0 ? 0 : room / stride + 1;
}

int left_over(int width, int kernel, int stride, int padding) {
  return (width - kernel + 2 * padding) % stride;
}

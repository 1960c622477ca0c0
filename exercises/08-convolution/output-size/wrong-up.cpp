#include <armadillo>
#include <cmath>

int output_size(int width, int kernel, int stride, int padding) {
  return static_cast<int>(std::ceil(double(width - kernel + 2 * padding) / stride)) + 1;
}

int left_over(int width, int kernel, int stride, int padding) { return 0; }

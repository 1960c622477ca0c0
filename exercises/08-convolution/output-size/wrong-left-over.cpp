#include <armadillo>

int output_size(int width, int kernel, int stride, int padding) {
  return kernel > width + 2 * padding ? 0 : (width - kernel + 2 * padding) / stride + 1;
}

int left_over(int width, int kernel, int stride, int padding) {
  return width - (output_size(width, kernel, stride, padding) - 1) * stride - kernel;
}

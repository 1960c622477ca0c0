#include <armadillo>

// How many places a window of F pixels finds along an image of W pixels, with P pixels of zeros
// added at both ends. It starts at the very left and moves S pixels a step:
//   (W - F + 2P) / S + 1, rounded down; and 0 if the window does not fit at all.
int output_size(int width, int kernel, int stride, int padding) {
  // Your code here.
  return 0;
}

// How many pixels, zeros counted, are left over at the right: the last window does not reach
// them, and another one has no room. It is asked only where the window fits.
int left_over(int width, int kernel, int stride, int padding) {
  // Your code here.
  return -1;
}

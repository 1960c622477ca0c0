#include <armadillo>

// How far two gradients' entries are apart, relative to the larger of the two:
//   |a - n| / max(|a|, |n|), and 0 if both are 0.
double relative_error(double a, double n) {
  // Your code here.
  return -1;
}

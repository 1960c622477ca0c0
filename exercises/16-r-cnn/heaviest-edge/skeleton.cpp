#include <algorithm>

// The heaviest edge that still joins two regions in graph-based segmentation. Of each region
// are given: the heaviest edge by which it was joined so far, and how many pixels it has.
double heaviest(double internal_a, double pixels_a, double internal_b, double pixels_b,
                double k) {
  // Your code here.
  return 0;
}

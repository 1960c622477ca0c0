#include <algorithm>

double heaviest(double internal_a, double pixels_a, double internal_b, double pixels_b,
                double k) {
  return std::min(internal_a + k / pixels_a, internal_b + k / pixels_b);
}

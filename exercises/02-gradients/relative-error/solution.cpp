#include <algorithm>
#include <cmath>

double relative_error(double a, double n) {
  const double larger = std::max(std::abs(a), std::abs(n));
  return larger == 0 ? 0 : std::abs(a - n) / larger;
}

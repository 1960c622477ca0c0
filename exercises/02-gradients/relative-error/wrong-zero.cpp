#include <algorithm>
#include <cmath>

double relative_error(double a, double n) { return std::abs(a - n) / std::max(std::abs(a), std::abs(n)); }

#include <cmath>

double relative_error(double a, double n) { return std::abs(a - n); }

#include <cmath>

double learning_rate(int step, double rate, int warm_up, int steps) {
  const double pi = std::acos(-1.0);
  if (step < warm_up) return rate * (step + 1) / warm_up;
  return rate * (1 + std::cos(pi * (step - warm_up) / (steps - warm_up))) / 2;
}

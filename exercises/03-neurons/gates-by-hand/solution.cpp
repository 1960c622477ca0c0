#include <algorithm>
#include <armadillo>

arma::vec gradient(double a, double b, double c) {
  const double s = a * b + std::max(b, c);
  const double ds = c;  // y = s c
  const double da = ds * b;
  const double db = ds * a + (b >= c ? ds : 0);
  const double dc = s + (b >= c ? 0 : ds);
  return {da, db, dc};
}

#include "checking/checking.hpp"

void check(arma::vec labels(const arma::mat&, double, double)) {
  const auto told = exercise::question("labels(ious, object, background)", labels);
  told({{0.8, 0.1}, {0.5, 0.2}, {0.1, 0.75}, {0.0, 0.1}}, 0.7, 0.3).is(arma::vec{1, -1, 1, 0});
  told({{0.7, 0.0}, {0.3, 0.0}, {0.25, 0.0}}, 0.7, 0.3).is(arma::vec{1, -1, 0});
  told({{0.9, 0.0}, {0.1, 0.4}, {0.0, 0.2}}, 0.7, 0.3).is(arma::vec{1, 1, 0});
  told({{0.9, 0.2}, {0.0, 0.2}, {0.0, 0.1}}, 0.7, 0.3).is(arma::vec{1, 1, 0});
  told({{0.9, 0.0}, {0.7, 0.0}, {0.2, 0.0}}, 0.7, 0.3).is(arma::vec{1, 1, 0});
  told({{0.9, 0.0}, {0.2, 0.0}}, 0.7, 0.3).is(arma::vec{1, 0});
}

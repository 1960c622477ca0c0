#include "checking/checking.hpp"

void check(arma::vec numbers(const arma::vec&, double, double, double, double)) {
  const auto told = exercise::question("numbers(box, width, height, rows, columns)", numbers);
  told(arma::vec{41, 11, 50, 47}, 100, 60, 3, 10)
      .is(arma::vec{1, 4, 0.55, 0.45, 0.3, std::sqrt(0.6)});
  told(arma::vec{3, 42, 67, 54}, 80, 60, 6, 5)
      .is(arma::vec{4, 2, 0.1875, 0.8, std::sqrt(0.8), std::sqrt(0.2)});
}

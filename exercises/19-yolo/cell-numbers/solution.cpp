#include <armadillo>
#include <cmath>

arma::vec numbers(const arma::vec& box, double width, double height, double rows,
                  double columns) {
  const double x = (box(0) + box(2)) / 2 / width * columns;
  const double y = (box(1) + box(3)) / 2 / height * rows;
  const double column = std::floor(x), row = std::floor(y);
  return {row,
          column,
          x - column,
          y - row,
          std::sqrt((box(2) - box(0)) / width),
          std::sqrt((box(3) - box(1)) / height)};
}

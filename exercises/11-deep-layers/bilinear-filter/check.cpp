#include "checking/checking.hpp"
#include "dln/initializers/bilinear.hpp"

void check(arma::vec bilinear(arma::uword)) {
  const auto filter = exercise::question("bilinear(stride)", bilinear);
  for (const arma::uword stride : {2, 3, 4, 5}) {
    const arma::uword size = 2 * stride - stride % 2;
    dln::Tensor<double> weight({1, 1, size, size});
    dln::Random unused(1);
    dln::bilinear<double>()(weight, {1, 1}, unused);
    const arma::mat square = weight.image(0).slice(0);
    filter(stride).is(
        arma::vec(arma::sum(square, 1) / double(stride)));  // its rows sum to the stride
  }
}

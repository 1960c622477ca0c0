#include "dln/models/linear_svm.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dln/core/error.hpp"

namespace dln {

template <typename T>
arma::Col<T> train_svm(const arma::Mat<T>& examples, const arma::uvec& positive, T cost,
                       std::size_t epochs, Random random) {
  if (positive.n_elem != examples.n_cols || !(cost > 0))
    throw Error("train_svm", fmt::format("{} answers and a cost above 0", examples.n_cols),
                fmt::format("{} and {}", positive.n_elem, cost));
  const arma::Row<T> squares = arma::sum(arma::square(examples), 0);
  arma::Col<T> weights(examples.n_rows);
  arma::Col<T> multiplier(examples.n_cols);  // a_i
  for (std::size_t epoch = 0; epoch < epochs; ++epoch)
    for (const arma::uword i : random.permutation(examples.n_cols)) {
      if (squares[i] <= 0) continue;  // an example of zeros moves nothing
      // [Set one multiplier to its best value]
      const T y = positive[i] != 0 ? T(1) : T(-1);
      const T slope = y * arma::dot(weights, examples.col(i)) - 1;
      const T best = std::clamp(multiplier[i] - slope / squares[i], T(0), cost);
      weights += (best - multiplier[i]) * y * examples.col(i);
      multiplier[i] = best;
      // [Set one multiplier to its best value]
    }
  return weights;
}

template arma::Col<float> train_svm(const arma::Mat<float>&, const arma::uvec&, float,
                                    std::size_t, Random);
template arma::Col<double> train_svm(const arma::Mat<double>&, const arma::uvec&, double,
                                     std::size_t, Random);

}  // namespace dln

#include <armadillo>

// The bias trick: scores = weightᵀ x + bias becomes one product, fold(weight, bias)ᵀ
// with_one(x).
//   weight is D x C with a class a column, bias has C numbers, x is D x N with an example a
//   column.

// The weights with the bias as one more row, the last: (D + 1) x C.
arma::mat fold(const arma::mat& weight, const arma::vec& bias) {
  // Your code here.
  return {};
}

// The examples with one more feature, the last: (D + 1) x N.
arma::mat with_one(const arma::mat& x) {
  // Your code here.
  return {};
}

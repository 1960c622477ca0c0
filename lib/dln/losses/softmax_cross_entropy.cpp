#include "dln/losses/softmax_cross_entropy.hpp"

#include <cmath>

namespace dln {

// [Turn scores into probabilities]
template <typename T>
arma::Mat<T> softmax(const arma::Mat<T>& scores /* C x N */) {
  const arma::Row<T> largest = arma::max(scores, 0);
  arma::Mat<T> p = arma::exp(scores.each_row() - largest);
  p.each_row() /= arma::sum(p, 0);
  return p;
}
// [Turn scores into probabilities]

// [Take the logarithm without overflow]
template <typename T>
arma::Col<T> SoftmaxCrossEntropy<T>::forward(const Tensor<T>& scores /* N x C */, const arma::uvec& labels) const {
  expect_labels(name(), scores, labels);
  const arma::Mat<T> s = scores.columns();
  arma::Col<T> loss(s.n_cols);
  for (arma::uword i = 0; i < s.n_cols; ++i) {
    const T largest = s.col(i).max();
    loss[i] = (largest - s(labels[i], i)) + std::log(arma::accu(arma::exp(s.col(i) - largest)));
  }
  return loss;
}
// [Take the logarithm without overflow]

// [Subtract the right answer from the probabilities]
template <typename T>
Tensor<T> SoftmaxCrossEntropy<T>::backward(const Tensor<T>& scores /* N x C */, const arma::uvec& labels) const {
  expect_labels(name(), scores, labels);
  Tensor<T> dscores(scores.shape());
  arma::Mat<T> ds = dscores.columns();
  ds = softmax<T>(scores.columns());
  for (arma::uword i = 0; i < ds.n_cols; ++i) ds(labels[i], i) -= T(1);
  ds /= static_cast<T>(ds.n_cols);
  return dscores;
}
// [Subtract the right answer from the probabilities]

template arma::Mat<float> softmax(const arma::Mat<float>&);
template arma::Mat<double> softmax(const arma::Mat<double>&);
template class SoftmaxCrossEntropy<float>;
template class SoftmaxCrossEntropy<double>;

}  // namespace dln

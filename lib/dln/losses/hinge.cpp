#include "dln/losses/hinge.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dln/core/error.hpp"

namespace dln {

template <typename T>
Hinge<T>::Hinge(T margin) : margin_(margin) {
  if (!(margin > T(0))) throw Error("Hinge", "a margin above 0", fmt::format("{}", margin));
}

template <typename T>
std::string Hinge<T>::name() const {
  return fmt::format("Hinge(margin {})", margin_);
}

// [Sum the margins that are violated]
template <typename T>
arma::Col<T> Hinge<T>::forward(const Tensor<T>& scores /* N x C */, const arma::uvec& labels /* N */) const {
  expect_labels(name(), scores, labels);
  const arma::Mat<T> s = scores.columns();
  arma::Col<T> loss(s.n_cols, arma::fill::zeros);
  for (arma::uword i = 0; i < s.n_cols; ++i)
    for (arma::uword j = 0; j < s.n_rows; ++j)
      if (j != labels[i]) loss[i] += std::max(s(j, i) - s(labels[i], i) + margin_, T(0));
  return loss;
}
// [Sum the margins that are violated]

// [Count the classes that come too close]
template <typename T>
Tensor<T> Hinge<T>::backward(const Tensor<T>& scores /* N x C */, const arma::uvec& labels /* N */) const {
  expect_labels(name(), scores, labels);
  const arma::Mat<T> s = scores.columns();
  Tensor<T> dscores(scores.shape());
  arma::Mat<T> ds = dscores.columns();
  for (arma::uword i = 0; i < s.n_cols; ++i) {
    for (arma::uword j = 0; j < s.n_rows; ++j) {
      if (j == labels[i] || s(j, i) - s(labels[i], i) + margin_ <= T(0)) continue;
      ds(j, i) += T(1);
      ds(labels[i], i) -= T(1);
    }
  }
  ds /= static_cast<T>(s.n_cols);
  return dscores;
}
// [Count the classes that come too close]

template class Hinge<float>;
template class Hinge<double>;

}  // namespace dln

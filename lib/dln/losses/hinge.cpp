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

template <typename T>
Tensor<T> Hinge<T>::forward(const Tensor<T>& scores, const arma::uvec& labels) const {
  expect_labels(name(), scores, labels);
  Tensor<T> losses({scores.shape().examples, 1, scores.shape().height, scores.shape().width});
  for_each_scored(scores, labels, losses, [&](arma::uword y, const auto& s, auto&& loss) {
    for (arma::uword j = 0; j < s.n_elem; ++j)
      if (j != y) loss[0] += std::max(s[j] - s[y] + margin_, T(0));
  });
  return losses;
}

template <typename T>
Tensor<T> Hinge<T>::backward(const Tensor<T>& scores, const arma::uvec& labels,
                             double factor) const {
  expect_labels(name(), scores, labels);
  Tensor<T> dscores(scores.shape());
  // [Count the classes that come too close]
  for_each_scored(scores, labels, dscores, [&](arma::uword y, const auto& s, auto&& ds) {
    for (arma::uword j = 0; j < s.n_elem; ++j) {
      if (j == y || s[j] - s[y] + margin_ <= T(0)) continue;
      ds[j] += T(1);
      ds[y] -= T(1);
    }
    ds *= static_cast<T>(factor);
  });
  // [Count the classes that come too close]
  return dscores;
}

template <typename T>
double Hinge<T>::count(const arma::uvec& labels) const {
  return static_cast<double>(arma::accu(labels != ignored_label));
}

template class Hinge<float>;
template class Hinge<double>;

}  // namespace dln

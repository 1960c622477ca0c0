#include "dln/losses/softmax_cross_entropy.hpp"

#include <fmt/format.h>

#include <cmath>

#include "dln/core/error.hpp"

namespace dln {

template <typename T>
arma::Mat<T> softmax(const arma::Mat<T>& scores /* C x N */) {
  const arma::Row<T> largest = arma::max(scores, 0);
  arma::Mat<T> p = arma::exp(scores.each_row() - largest);
  p.each_row() /= arma::sum(p, 0);
  return p;
}

template <typename T>
SoftmaxCrossEntropy<T>::SoftmaxCrossEntropy(arma::Col<T> class_weights)
    : class_weights_(std::move(class_weights)) {
  for (const T weight : class_weights_)
    if (!(weight >= T(0) && std::isfinite(weight)))
      throw Error("SoftmaxCrossEntropy", "class weights of at least 0",
                  fmt::format("{}", weight));
}

template <typename T>
std::string SoftmaxCrossEntropy<T>::name() const {
  return class_weights_.is_empty() ? "SoftmaxCrossEntropy"
                                   : "SoftmaxCrossEntropy(class weights)";
}

template <typename T>
void SoftmaxCrossEntropy<T>::check(const Tensor<T>& scores, const arma::uvec& labels) const {
  expect_labels(name(), scores, labels);
  if (!class_weights_.is_empty() && class_weights_.n_elem != scores.shape().channels)
    throw Error(name(),
                fmt::format("scores of {} classes, as it has weights", class_weights_.n_elem),
                std::to_string(scores.shape().channels));
}

template <typename T>
Tensor<T> SoftmaxCrossEntropy<T>::forward(const Tensor<T>& scores,
                                          const arma::uvec& labels) const {
  check(scores, labels);
  Tensor<T> losses({scores.shape().examples, 1, scores.shape().height, scores.shape().width});
  // [Take the logarithm without overflow]
  for_each_scored(scores, labels, losses, [&](arma::uword y, const auto& s, auto&& loss) {
    const T largest = s.max();
    const T sum = arma::accu(arma::exp(s - largest));
    loss[0] = weight(y) * ((largest - s[y]) + std::log(sum));
  });
  // [Take the logarithm without overflow]
  return losses;
}

template <typename T>
Tensor<T> SoftmaxCrossEntropy<T>::backward(const Tensor<T>& scores, const arma::uvec& labels,
                                           double factor) const {
  check(scores, labels);
  Tensor<T> dscores(scores.shape());
  for_each_scored(scores, labels, dscores, [&](arma::uword y, const auto& s, auto&& ds) {
    ds = arma::exp(s - s.max());
    ds /= arma::accu(ds);  // now the probabilities
    ds[y] -= T(1);
    ds *= static_cast<T>(factor) * weight(y);
  });
  return dscores;
}

template <typename T>
double SoftmaxCrossEntropy<T>::count(const arma::uvec& labels) const {
  return sum_in_blocks(labels.n_elem, [&](std::size_t i) {
    return labels[i] == ignored_label ? 0.0 : static_cast<double>(weight(labels[i]));
  });
}

template arma::Mat<float> softmax(const arma::Mat<float>&);
template arma::Mat<double> softmax(const arma::Mat<double>&);
template class SoftmaxCrossEntropy<float>;
template class SoftmaxCrossEntropy<double>;

}  // namespace dln

#include "dln/layers/local_response_norm.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dln/core/error.hpp"
#include "dln/core/threads.hpp"

namespace dln {
namespace {

/** One example as a matrix: a column for each channel. */
template <typename T>
const arma::Mat<T> channels_of(const Tensor<T>& tensor, std::size_t example) {
  const Shape& shape = tensor.shape();
  auto* first = const_cast<T*>(tensor.data()) + example * shape.features();
  return arma::Mat<T>(first, shape.height * shape.width, shape.channels, /*copy_aux_mem=*/false, /*strict=*/true);
}

/** Every column becomes the sum of the `size` columns around it, as far as they exist. */
template <typename T>
arma::Mat<T> sum_of_neighbours(const arma::Mat<T>& matrix, std::size_t size) {
  arma::Mat<T> sums(arma::size(matrix), arma::fill::zeros);
  const std::size_t half = size / 2, channels = matrix.n_cols;
  for (std::size_t i = 0; i < channels; ++i)
    for (std::size_t j = i - std::min(i, half); j <= std::min(i + half, channels - 1); ++j)
      sums.col(i) += matrix.col(j);
  return sums;
}

}  // namespace

template <typename T>
LocalResponseNorm<T>::LocalResponseNorm(std::size_t size, double alpha, double beta, double k)
    : size_(size), alpha_(static_cast<T>(alpha)), beta_(static_cast<T>(beta)), k_(static_cast<T>(k)) {
  if (size % 2 == 0) throw Error("LocalResponseNorm", "an odd number of channels", std::to_string(size));
  if (!(k > 0)) throw Error("LocalResponseNorm", "k above 0", std::to_string(k));
}

template <typename T>
std::string LocalResponseNorm<T>::name() const {
  return fmt::format("LocalResponseNorm({})", size_);
}

template <typename T>
Tensor<T> LocalResponseNorm<T>::forward(Tensor<T> x /* N x C x H x W */, Pass<T>& pass) const {
  Tensor<T> y(x.shape()), s(x.shape());
  parallel_for(x.shape().examples, [&](std::size_t n) {
    const auto X = channels_of(x, n);  // HW x C
    const arma::Mat<T> S = k_ + alpha_ * sum_of_neighbours<T>(arma::square(X), size_);
    s.columns().col(n) = arma::vectorise(S);
    y.columns().col(n) = arma::vectorise(X % arma::pow(S, -beta_));
  });
  pass.push(std::move(x));
  pass.push(std::move(s));
  return y;
}

template <typename T>
Tensor<T> LocalResponseNorm<T>::backward(Tensor<T> dy /* N x C x H x W */, Pass<T>& pass) const {
  const auto s = pass.template pop<Tensor<T>>();
  const auto x = pass.template pop<Tensor<T>>();
  Tensor<T> dx(x.shape());
  parallel_for(x.shape().examples, [&](std::size_t n) {
    const auto X = channels_of(x, n), S = channels_of(s, n), D = channels_of(dy, n);  // HW x C, D for dy
    const arma::Mat<T> power = arma::pow(S, -beta_);                                  // y = x % power
    const arma::Mat<T> spread = sum_of_neighbours<T>(D % X % power / S, size_);
    dx.columns().col(n) = arma::vectorise(D % power - 2 * alpha_ * beta_ * X % spread);
  });
  return dx;
}

template class LocalResponseNorm<float>;
template class LocalResponseNorm<double>;

}  // namespace dln

#include "dln/layers/rectifying.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "dln/core/error.hpp"

namespace dln {

template <typename T>
LeakyReLU<T>::LeakyReLU(T slope) : Activation<T>(Activation<T>::From::input), slope_(slope) {
  if (!std::isfinite(slope))
    throw Error("LeakyReLU", "a finite slope", fmt::format("{}", slope));
}

template <typename T>
std::string LeakyReLU<T>::name() const {
  return fmt::format("LeakyReLU({})", slope_);
}

// [Let a little through below zero]
template <typename T>
void LeakyReLU<T>::apply(Numbers& x) const {
  x.transform([this](T value) { return value < T(0) ? slope_ * value : value; });
}
template <typename T>
void LeakyReLU<T>::apply_slope(Numbers& dy, const Numbers& x) const {
  for (arma::uword i = 0; i < dy.n_elem; ++i) dy[i] *= x[i] > T(0) ? T(1) : slope_;
}
// [Let a little through below zero]

template <typename T>
void ELU<T>::apply(Numbers& x) const {
  x.transform([](T value) { return value < T(0) ? std::expm1(value) : value; });
}
template <typename T>
void ELU<T>::apply_slope(Numbers& dy, const Numbers& y) const {
  for (arma::uword i = 0; i < dy.n_elem; ++i) dy[i] *= y[i] > T(0) ? T(1) : y[i] + 1;
}

namespace {

/** The share of a standard Gaussian below x. */
template <typename T>
T gaussian_share(T x) {
  return std::erfc(-x / std::numbers::sqrt2_v<T>) / 2;
}

/** The density of a standard Gaussian at x. */
template <typename T>
T gaussian_density(T x) {
  return std::exp(-x * x / 2) * std::numbers::inv_sqrtpi_v<T> / std::numbers::sqrt2_v<T>;
}

}  // namespace

template <typename T>
void GELU<T>::apply(Numbers& x) const {
  x.transform([](T value) { return value * gaussian_share(value); });
}
template <typename T>
void GELU<T>::apply_slope(Numbers& dy, const Numbers& x) const {
  for (arma::uword i = 0; i < dy.n_elem; ++i)
    dy[i] *= gaussian_share(x[i]) + x[i] * gaussian_density(x[i]);
}

template class LeakyReLU<float>;
template class LeakyReLU<double>;
template class ELU<float>;
template class ELU<double>;
template class GELU<float>;
template class GELU<double>;

}  // namespace dln

#include "dln/losses/smooth_l1.hpp"

#include <fmt/format.h>

#include <cmath>

#include "dln/core/error.hpp"

namespace dln {

template <typename T>
SmoothL1<T>::SmoothL1(T beta) : beta_(beta) {
  if (!(beta > T(0))) throw Error("SmoothL1", "a beta above 0", fmt::format("{}", beta));
}

template <typename T>
std::string SmoothL1<T>::name() const {
  return fmt::format("SmoothL1(beta {})", beta_);
}

template <typename T>
Tensor<T> SmoothL1<T>::forward(const Tensor<T>& scores,
                               const WeightedNumbers<T>& target) const {
  return for_each_number(name(), scores, target, 1, [beta = beta_](T s, T t) {
    // [Take a parabola near zero and a line beyond]
    const T d = std::abs(s - t);
    return d < beta ? d * d / (2 * beta) : d - beta / 2;
    // [Take a parabola near zero and a line beyond]
  });
}

template <typename T>
Tensor<T> SmoothL1<T>::backward(const Tensor<T>& scores, const WeightedNumbers<T>& target,
                                double factor) const {
  return for_each_number(name(), scores, target, factor, [beta = beta_](T s, T t) {
    // [Hold the gradient to one]
    const T d = s - t;
    return std::abs(d) < beta ? d / beta : std::copysign(T(1), d);
    // [Hold the gradient to one]
  });
}

template class SmoothL1<float>;
template class SmoothL1<double>;

}  // namespace dln

#include "dln/losses/binary_cross_entropy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dln/core/error.hpp"

namespace dln {
namespace {

template <typename T>
void expect_probabilities(const std::string& loss, const WeightedNumbers<T>& target) {
  const auto& [values, weights] = target;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!(values[i] >= T(0) && values[i] <= T(1)) &&
        (weights.size() != values.size() || weights[i] != T(0)))
      throw Error(loss, "a target of numbers in 0 ... 1", fmt::format("{}", values[i]));
}

}  // namespace

template <typename T>
Tensor<T> BinaryCrossEntropy<T>::forward(const Tensor<T>& scores,
                                         const WeightedNumbers<T>& target) const {
  expect_probabilities(name(), target);
  return for_each_number(name(), scores, target, 1, [](T s, T t) {
    return std::max(s, T(0)) - s * t + std::log1p(std::exp(-std::abs(s)));
  });
}

template <typename T>
Tensor<T> BinaryCrossEntropy<T>::backward(const Tensor<T>& scores,
                                          const WeightedNumbers<T>& target,
                                          double factor) const {
  expect_probabilities(name(), target);
  return for_each_number(name(), scores, target, factor, [](T s, T t) {
    const T e = std::exp(-std::abs(s));
    const T p = (s >= T(0) ? T(1) : e) / (1 + e);
    return p - t;
  });
}

template class BinaryCrossEntropy<float>;
template class BinaryCrossEntropy<double>;

}  // namespace dln

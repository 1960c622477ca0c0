#include "dln/losses/squared_error.hpp"

namespace dln {

template <typename T>
Tensor<T> SquaredError<T>::forward(const Tensor<T>& scores,
                                   const WeightedNumbers<T>& target) const {
  return for_each_number(name(), scores, target, 1, [](T s, T t) { return (s - t) * (s - t); });
}

template <typename T>
Tensor<T> SquaredError<T>::backward(const Tensor<T>& scores, const WeightedNumbers<T>& target,
                                    double factor) const {
  return for_each_number(name(), scores, target, factor, [](T s, T t) { return 2 * (s - t); });
}

template class SquaredError<float>;
template class SquaredError<double>;

}  // namespace dln

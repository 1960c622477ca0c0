/**
 * @file
 * A number that training may change.
 */
#pragma once

#include <string>

#include "dln/core/tensor.hpp"

namespace dln {

/**
 * A tensor of learnt numbers, owned by its layer.
 * @tparam T float or double
 */
template <typename T>
struct Parameter {
  std::string name;         ///< what the layer calls it: `weight`, `bias`
  Tensor<T> value;          ///< the numbers
  bool regularized = true;  ///< whether a regularizer penalizes it: weights yes, biases no
};

}  // namespace dln

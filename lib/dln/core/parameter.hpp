/**
 * @file
 * A number that training may change, and the lists of them that networks give.
 */
#pragma once

#include <string>
#include <vector>

#include "dln/core/tensor.hpp"

namespace dln {

/** What a parameter is for. Regularizers take weights only; statistics are learnt without a
 * gradient. */
enum class ParameterKind {
  weight,    ///< multiplies an input
  bias,      ///< is added
  statistic  ///< a running mean or variance: what training saw, kept for later use
};

/**
 * A tensor of learnt numbers, owned by its layer.
 * @tparam T float or double
 */
template <typename T>
struct Parameter {
  Tensor<T> value;                             ///< the numbers
  ParameterKind kind = ParameterKind::weight;  ///< what they are for
  T rate = T(1);                               ///< factor of the learning rate; 0 freezes

  /** Whether gradients change it. */
  [[nodiscard]] bool learns() const { return kind != ParameterKind::statistic && rate != T(0); }
};

/** A parameter and the way to it from the network's root, `trunk.3.weight`. */
template <typename T>
struct NamedParameter {
  std::string path;         ///< the names of the layers on the way, and its own
  Parameter<T>* parameter;  ///< lives as long as its layer
};

/** Parameters in the order of the network, each once. */
template <typename T>
using ParameterList = std::vector<NamedParameter<T>>;

/** Appends parameters under a prefix (`trunk` before `3.weight`), except those that are listed
 * already. */
template <typename T>
void append(ParameterList<T>& list, const std::string& prefix, const ParameterList<T>& more);

/** How many numbers gradients change: weights and biases, frozen or not, but no statistics. */
template <typename T>
std::size_t count_weights(const ParameterList<T>& list);

}  // namespace dln

/**
 * @file
 * What one trip through a network carries: mode, random numbers, kept values and gradients.
 */
#pragma once

#include <any>
#include <map>
#include <utility>
#include <vector>

#include "dln/core/parameter.hpp"
#include "dln/core/random.hpp"

namespace dln {

/** Whether a network is learning or being used: some layers behave differently. */
enum class Mode { train, test };

/**
 * One trip forward through a network and back.
 *
 * `forward` pushes here what `backward` will need, `backward` pops it in the opposite order and adds the parameters'
 * gradients. Layers themselves keep nothing, so one layer can stand twice in a network, and several threads can use one
 * network, each with a pass of its own.
 *
 * @tparam T float or double
 */
template <typename T>
class Pass {
 public:
  /**
   * A pass that has kept nothing yet, and whose gradients are zero.
   * @param mode whether the network is learning
   * @param random the stream for layers that draw random numbers
   */
  Pass(Mode mode, Random random) : mode_(mode), random_(random) {}

  /** Whether the network is learning. @return the mode */
  [[nodiscard]] Mode mode() const { return mode_; }
  /** The stream for layers that draw random numbers. @return the stream */
  Random& random() { return random_; }

  /** Keeps a value for `backward`. @param value a copy, or moved in */
  template <typename Value>
  void push(Value value) {
    kept_.emplace_back(std::move(value));
  }

  /** Takes back the value kept last. @return the value @throws std::bad_any_cast if it is not of this type */
  template <typename Value>
  Value pop() {
    auto value = std::any_cast<Value>(std::move(kept_.back()));
    kept_.pop_back();
    return value;
  }

  /** How many values wait to be taken back: zero after a whole trip. @return the number */
  [[nodiscard]] std::size_t kept() const { return kept_.size(); }

  /**
   * The gradient of the loss by a parameter, to be added to.
   * @param parameter any; it gets a gradient of zeros when first asked for
   * @return a tensor of the parameter's shape
   */
  Tensor<T>& gradient(const Parameter<T>& parameter) {
    auto [entry, fresh] = gradients_.try_emplace(&parameter);
    if (fresh) entry->second = Tensor<T>(parameter.value.shape());
    return entry->second;
  }

 private:
  Mode mode_;
  Random random_;
  std::vector<std::any> kept_;
  std::map<const Parameter<T>*, Tensor<T>> gradients_;
};

}  // namespace dln

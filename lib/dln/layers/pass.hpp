/**
 * @file
 * What one trip through a network carries: mode, random numbers, kept values, gradients and
 * next statistics.
 */
#pragma once

#include <any>
#include <map>
#include <utility>
#include <vector>

#include "dln/core/parameter.hpp"
#include "dln/core/random.hpp"

namespace dln {

template <typename T>
class Layer;

/** Whether a network is learning or being used: some layers behave differently. */
enum class Mode { train, test };

/** Whether forward leaves what backward needs. A prediction keeps nothing, and frees each
 * layer's input at once. */
enum class Keep { all, nothing };

/**
 * One trip forward through a network and back.
 *
 * `forward` pushes here what `backward` will need, `backward` pops it in the opposite order and
 * adds the parameters' gradients. Layers themselves keep nothing, so one layer can stand twice
 * in a network, and several threads can use one network, each with a pass of its own.
 *
 * @tparam T float or double
 */
template <typename T>
class Pass {
 public:
  /** A pass that has kept nothing yet, and whose gradients are zero; `random` serves layers
   * that draw. */
  Pass(Mode mode, Random random, Keep keep = Keep::all)
      : mode_(mode), random_(random), keeps_(keep == Keep::all) {}

  /** Whether the network is learning. */
  [[nodiscard]] Mode mode() const { return mode_; }
  /** The stream for layers that draw random numbers. */
  Random& random() { return random_; }

  /** Whether what is pushed is kept; where not, a layer may write its output over its input. */
  [[nodiscard]] bool keeps() const { return keeps_; }
  /** Whether backward must give the gradient of its input; where not, it may return an empty
   * tensor. */
  [[nodiscard]] bool wants_input_gradient() const { return wants_input_gradient_; }
  /** Says whether anybody reads the gradient of the network's input: at first, yes. */
  void want_input_gradient(bool wanted) { wants_input_gradient_ = wanted; }

  /** Keeps a value for `backward`, if this pass keeps any. */
  template <typename Value>
  void push(Value value) {
    if (!keeps_) return;
    kept_bytes_ += bytes_of(value);
    kept_.emplace_back(std::move(value));
  }

  /**
   * Takes back the value kept last.
   * @param layer who asks, for the message
   * @throws Error if there is none, or not of this type
   */
  template <typename Value>
  Value pop(const Layer<T>& layer) {
    auto* value = kept_.empty() ? nullptr : std::any_cast<Value>(&kept_.back());
    if (value == nullptr) fail_to_pop(layer);
    kept_bytes_ -= bytes_of(*value);
    Value taken = std::move(*value);
    kept_.pop_back();
    return taken;
  }

  /** How many values wait to be taken back: zero after a whole trip. */
  [[nodiscard]] std::size_t kept() const { return kept_.size(); }
  /** The memory of the tensors and vectors among them. */
  [[nodiscard]] std::size_t kept_bytes() const { return kept_bytes_; }

  /** The gradient of the loss by a parameter, to be added to: zeros when first asked for. */
  Tensor<T>& gradient(const Parameter<T>& parameter) {
    return gradients_.try_emplace(&parameter, parameter.value.shape()).first->second;
  }
  /** Adds to the gradient by a parameter; the first to do so gives it its memory. */
  void add_gradient(const Parameter<T>& parameter, Tensor<T> gradient) {
    const auto [known, is_first] = gradients_.try_emplace(&parameter);
    if (is_first)
      known->second = std::move(gradient);
    else
      known->second += gradient;
  }
  /** Whether anybody asked for the gradient by this parameter. */
  [[nodiscard]] bool has_gradient(const Parameter<T>& parameter) const {
    return gradients_.contains(&parameter);
  }

  /** The next value of a statistic, which a training forward changes: at first, the present
   * one. */
  Tensor<T>& next(const Parameter<T>& statistic) {
    return next_.try_emplace(&statistic, statistic.value).first->second;
  }
  /** Makes the next values of statistics their present ones. Only a training loop does, after a
   * step. */
  void commit(const ParameterList<T>& parameters) {
    for (const auto& [path, parameter] : parameters)
      if (const auto value = next_.find(parameter); value != next_.end())
        parameter->value = value->second;
  }

  /** From now on, layers pack their weights once for all batches that go through: no weight may
   * change any more. */
  void pack_weights() { packs_ = true; }
  /** Whether weights are packed once. */
  [[nodiscard]] bool packs() const { return packs_; }
  /** What a layer has packed of a weight, empty at first. */
  std::any& packed(const Parameter<T>& weight) { return packed_[&weight]; }

  /** What a container asks of the layers inside it; ends with this object. */
  class Scope {
   public:
    /** Layers keep values only if the pass did, and give the gradient of their input if it is
     * wanted. */
    Scope(Pass& pass, bool keeps, bool wants_input_gradient)
        : pass_(pass), keeps_(pass.keeps_), wants_(pass.wants_input_gradient_) {
      pass.keeps_ = keeps_ && keeps;
      pass.wants_input_gradient_ = wants_input_gradient;
    }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    ~Scope() {
      pass_.keeps_ = keeps_;
      pass_.wants_input_gradient_ = wants_;
    }

   private:
    Pass& pass_;
    bool keeps_, wants_;
  };

 private:
  template <typename Value>
  static std::size_t bytes_of(const Value& value) {
    if constexpr (requires { value.size(), value.data(); })
      return value.size() * sizeof(*value.data());
    else
      return 0;  // a shape, a number
  }
  [[noreturn]] void fail_to_pop(const Layer<T>& layer) const;

  Mode mode_;
  Random random_;
  bool keeps_;
  bool wants_input_gradient_ = true;
  bool packs_ = false;
  std::vector<std::any> kept_;
  std::size_t kept_bytes_ = 0;
  std::map<const Parameter<T>*, Tensor<T>> gradients_;
  std::map<const Parameter<T>*, Tensor<T>> next_;
  std::map<const Parameter<T>*, std::any> packed_;
};

}  // namespace dln

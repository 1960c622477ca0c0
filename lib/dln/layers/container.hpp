/**
 * @file
 * What the layers that hold other layers have in common.
 */
#pragma once

#include <memory>
#include <utility>

#include "dln/layers/layer.hpp"

namespace dln {

/** Layers held in an order, each under a name. A layer may be held twice: its parameters are
 * then shared. */
template <typename T>
class Container : public Layer<T> {
 public:
  /** Adds a layer made of these arguments behind the others, named by its number, and returns
   * it. */
  template <typename Added, typename... Arguments>
  Added& add(Arguments&&... arguments) {
    return add_named<Added>(std::to_string(parts_.size()),
                            std::forward<Arguments>(arguments)...);
  }

  /** Adds a layer under a name of its own, `trunk` say: a part of its parameters' paths, unless
   * it is empty. */
  template <typename Added, typename... Arguments>
  Added& add_named(std::string name, Arguments&&... arguments) {
    auto layer = std::make_shared<Added>(std::forward<Arguments>(arguments)...);
    parts_.emplace_back(std::move(name), layer);
    return *layer;
  }

  /** Adds a layer that may stand elsewhere too. */
  void add_shared(std::shared_ptr<Layer<T>> layer) {
    parts_.emplace_back(std::to_string(parts_.size()), std::move(layer));
  }

  [[nodiscard]] std::string name() const override;
  [[nodiscard]] std::vector<NamedLayer<T>> parts() const override;

 protected:
  /** The class, `Sequential` say. */
  [[nodiscard]] virtual std::string kind() const = 0;

  /** The number of layers. */
  [[nodiscard]] std::size_t size() const { return parts_.size(); }
  /** One of the layers. */
  [[nodiscard]] const Layer<T>& at(std::size_t i) const { return *parts_[i].second; }
  /** Whether backward runs through a layer: if it learns, or what is before it wants a
   * gradient. */
  [[nodiscard]] bool runs_backward(std::size_t i, const Pass<T>& pass) const {
    return pass.wants_input_gradient() || at(i).learns();
  }

 private:
  std::vector<std::pair<std::string, std::shared_ptr<Layer<T>>>> parts_;
};

}  // namespace dln

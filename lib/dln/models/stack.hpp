/**
 * @file
 * Layers written down one after the other, as the tables of papers do.
 */
#pragma once

#include <memory>
#include <string>

#include "dln/initializers/initializers.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/sequential.hpp"

namespace dln {

/** What the weights of a whole network start as: each layer draws from a stream of its own. */
template <typename T>
class Weights {
 public:
  /** Weights of this kind, from this stream. */
  Weights(Initializer<T> initializer, Random random)
      : initializer_(std::move(initializer)), random_(random) {}

  /** What a weight starts as. */
  [[nodiscard]] const Initializer<T>& initializer() const { return initializer_; }
  /** The next layer's stream. */
  Random next() { return random_.split(layers_++); }

 private:
  Initializer<T> initializer_;
  Random random_;
  std::size_t layers_ = 0;
};

/**
 * Adds layers to a row of them, and knows how many channels the last one gave.
 *
 * Layers are called by their number, as in `features.3.weight`, unless `as` says otherwise.
 * @tparam T float or double
 */
template <typename T>
class Stack {
 public:
  /** A new row, added to a container under a name; see `Container::add_named`. */
  Stack(Container<T>& container, const std::string& name, std::size_t channels,
        Weights<T>& weights)
      : Stack(container.template add_named<Sequential<T>>(name), channels, weights) {}
  /** Goes on with a row. @param row to add to @param channels what goes in @param weights of
   * its layers */
  Stack(Sequential<T>& row, std::size_t channels, Weights<T>& weights)
      : row_(row), channels_(channels), weights_(weights) {}

  /** The next layer's name. */
  Stack& as(std::string name);
  /** So many filters of kernel x kernel. */
  Stack& convolution(std::size_t filters, std::size_t kernel, std::size_t stride = 1,
                     std::size_t padding = 0, Bias bias = Bias::learnt);
  /** A batch normalization. */
  Stack& normalize(double epsilon = 1e-5);
  /** A ReLU. */
  Stack& relu();
  /** The greatest of size x size pixels. */
  Stack& max_pool(std::size_t size, std::size_t stride, std::size_t padding = 0);
  /** The same, with a last window that may reach over the lower and the right border. */
  Stack& max_pool_over_the_border(std::size_t size, std::size_t stride);
  /** The mean of every channel, without height and width: as many features as there are
   * channels. */
  Stack& average();
  /** Leaves out half of the features, or another share than `keep`, while learning. */
  Stack& dropout(double keep = 0.5);
  /** So many neurons. */
  Stack& dense(std::size_t outputs);

  /** The row that it adds to. */
  [[nodiscard]] Sequential<T>& row() { return row_; }
  /** What the last layer gives: channels, or features. */
  [[nodiscard]] std::size_t channels() const { return channels_; }
  /** Says what a layer gives that was added by others. */
  void set_channels(std::size_t channels) { channels_ = channels; }

 private:
  template <typename Added, typename... Arguments>
  Stack& add(Arguments&&... arguments);

  Sequential<T>& row_;
  std::size_t channels_;
  Weights<T>& weights_;
  std::string name_;
};

}  // namespace dln

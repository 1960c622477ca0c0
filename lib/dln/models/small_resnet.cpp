#include "dln/models/small_resnet.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"
#include "dln/layers/avg_pool2d.hpp"
#include "dln/layers/pad_channels.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/sum.hpp"

namespace dln {
namespace {

template <typename T>
void add_delta(Stack<T>& row, std::size_t filters, std::size_t stride) {
  row.as("conv1").convolution(filters, 3, stride, 1, Bias::none).as("bn1").normalize().relu();
  row.as("conv2").convolution(filters, 3, 1, 1, Bias::none).as("bn2").normalize();
}

template <typename T>
void add_block(Stack<T>& stage, std::size_t filters, std::size_t stride, bool has_shortcut,
               Weights<T>& weights) {
  const std::size_t channels = stage.channels();
  auto& block = stage.row().template add<Sequential<T>>();
  if (!has_shortcut) {
    Stack<T> plain(block, "", channels, weights);
    add_delta(plain, filters, stride);
  } else {
    auto& sum = block.template add_named<Sum<T>>("");
    Stack<T> delta(sum, "", channels, weights);
    add_delta(delta, filters, stride);
    // [Take a shortcut without weights]
    auto& shortcut = sum.template add_named<Sequential<T>>("shortcut");
    if (stride != 1) shortcut.template add<AvgPool2d<T>>(Pooling::square(1, stride));
    const std::size_t zeros = filters - channels;
    if (zeros > 0) shortcut.template add<PadChannels<T>>(zeros / 2, zeros - zeros / 2);
    // [Take a shortcut without weights]
  }
  block.template add<ReLU<T>>();
  stage.set_channels(filters);
}

}  // namespace

template <typename T>
std::unique_ptr<Sequential<T>> small_resnet(const SmallResNet& plan, Weights<T> weights) {
  if (plan.depth < 8 || plan.depth % 6 != 2)
    throw Error("small_resnet", "a depth of 6 n + 2 layers", std::to_string(plan.depth));
  auto network = std::make_unique<Sequential<T>>();
  Stack<T> stack(*network, plan.channels, weights);
  stack.as("conv1").convolution(plan.width, 3, 1, 1, Bias::none).as("bn1").normalize().relu();
  std::size_t channels = plan.width;
  for (std::size_t s = 0; s < 3; ++s) {
    Stack<T> stage(*network, fmt::format("layer{}", s + 1), channels, weights);
    for (std::size_t b = 0; b < (plan.depth - 2) / 6; ++b)
      add_block(stage, plan.width << s, s > 0 && b == 0 ? 2 : 1, plan.has_shortcuts, weights);
    channels = stage.channels();
  }
  stack.set_channels(channels);
  stack.average().as("linear").dense(plan.classes);
  return network;
}

template std::unique_ptr<Sequential<float>> small_resnet(const SmallResNet&, Weights<float>);
template std::unique_ptr<Sequential<double>> small_resnet(const SmallResNet&, Weights<double>);

}  // namespace dln

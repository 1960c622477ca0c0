#include "dln/models/resnet.hpp"

#include <fmt/format.h>

#include <array>

#include "dln/layers/relu.hpp"
#include "dln/layers/sum.hpp"

namespace dln {
namespace {

/** A convolution and its normalization: `conv1` and `bn1`, say. */
template <typename T>
Stack<T>& add_normalized(Stack<T>& row, int number, std::size_t filters, std::size_t kernel,
                         std::size_t stride) {
  row.as(fmt::format("conv{}", number))
      .convolution(filters, kernel, stride, kernel / 2, Bias::none);
  return row.as(fmt::format("bn{}", number)).normalize();
}

/** x itself, or its projection where the delta has another shape. */
template <typename T>
void add_shortcut(Sum<T>& sum, std::size_t from, std::size_t to, std::size_t stride,
                  Weights<T>& weights) {
  Stack<T> shortcut(sum, "downsample", from, weights);
  if (from != to || stride != 1) shortcut.convolution(to, 1, stride, 0, Bias::none).normalize();
}

}  // namespace

// [Add a delta to what came in]
template <typename T>
void add_basic_block(Stack<T>& stage, std::size_t filters, std::size_t stride,
                     Weights<T>& weights) {
  auto& block = stage.row().template add<Sequential<T>>();
  auto& sum = block.template add_named<Sum<T>>("");
  Stack<T> delta(sum, "", stage.channels(), weights);
  add_normalized(delta, 1, filters, 3, stride).relu();
  add_normalized(delta, 2, filters, 3, 1);
  add_shortcut(sum, stage.channels(), filters, stride, weights);
  block.template add<ReLU<T>>();
  stage.set_channels(filters);
}
// [Add a delta to what came in]

template <typename T>
void add_bottleneck(Stack<T>& stage, std::size_t filters, std::size_t stride,
                    Weights<T>& weights) {
  auto& block = stage.row().template add<Sequential<T>>();
  auto& sum = block.template add_named<Sum<T>>("");
  // [Go through a bottleneck]
  Stack<T> delta(sum, "", stage.channels(), weights);
  add_normalized(delta, 1, filters, 1, 1).relu();
  add_normalized(delta, 2, filters, 3, stride).relu();
  add_normalized(delta, 3, 4 * filters, 1, 1);
  // [Go through a bottleneck]
  add_shortcut(sum, stage.channels(), 4 * filters, stride, weights);
  block.template add<ReLU<T>>();
  stage.set_channels(4 * filters);
}

namespace {

template <typename T>
using AddBlock = void (*)(Stack<T>&, std::size_t, std::size_t, Weights<T>&);

template <typename T>
std::unique_ptr<Sequential<T>> resnet(AddBlock<T> add_block,
                                      const std::array<std::size_t, 4>& blocks,
                                      std::size_t classes, Weights<T>& weights) {
  auto network = std::make_unique<Sequential<T>>();
  // [Write a ResNet down]
  Stack<T> stack(*network, 3, weights);
  add_normalized(stack, 1, 64, 7, 2).relu().max_pool(3, 2, 1);  // 224 to 56
  std::size_t channels = 64;
  for (std::size_t s = 0; s < 4; ++s) {  // 56, 28, 14, 7
    Stack<T> stage(*network, fmt::format("layer{}", s + 1), channels, weights);
    for (std::size_t b = 0; b < blocks[s]; ++b)
      add_block(stage, std::size_t{64} << s, s > 0 && b == 0 ? 2 : 1, weights);
    channels = stage.channels();
  }
  stack.set_channels(channels);
  stack.average().as("fc").dense(classes);
  // [Write a ResNet down]
  return network;
}

}  // namespace

template <typename T>
std::unique_ptr<Sequential<T>> resnet18(std::size_t classes, Weights<T> weights) {
  return resnet<T>(add_basic_block<T>, {2, 2, 2, 2}, classes, weights);
}

template <typename T>
std::unique_ptr<Sequential<T>> resnet50(std::size_t classes, Weights<T> weights) {
  return resnet<T>(add_bottleneck<T>, {3, 4, 6, 3}, classes, weights);
}

template void add_basic_block(Stack<float>&, std::size_t, std::size_t, Weights<float>&);
template void add_basic_block(Stack<double>&, std::size_t, std::size_t, Weights<double>&);
template void add_bottleneck(Stack<float>&, std::size_t, std::size_t, Weights<float>&);
template void add_bottleneck(Stack<double>&, std::size_t, std::size_t, Weights<double>&);
template std::unique_ptr<Sequential<float>> resnet18(std::size_t, Weights<float>);
template std::unique_ptr<Sequential<double>> resnet18(std::size_t, Weights<double>);
template std::unique_ptr<Sequential<float>> resnet50(std::size_t, Weights<float>);
template std::unique_ptr<Sequential<double>> resnet50(std::size_t, Weights<double>);

}  // namespace dln

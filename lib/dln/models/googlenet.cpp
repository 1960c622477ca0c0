#include "dln/models/googlenet.hpp"

#include "dln/layers/concatenation.hpp"

namespace dln {
namespace {

/** A convolution that keeps the size, its normalization and its ReLU, as one part of a
 * container. */
template <typename T>
std::size_t add_unit(Container<T>& to, const std::string& name, std::size_t channels,
                     std::size_t filters, std::size_t kernel, Weights<T>& weights,
                     std::size_t stride = 1) {
  Stack<T> unit(to, name, channels, weights);
  unit.as("conv").convolution(filters, kernel, stride, kernel / 2, Bias::none);
  unit.as("bn").normalize(1e-3).relu();
  return filters;
}

}  // namespace

template <typename T>
void add_inception(Stack<T>& network, const Inception& row, std::size_t wide,
                   Weights<T>& weights) {
  const std::size_t channels = network.channels();
  // [Look through four windows side by side]
  auto& all =
      network.row().template add_named<Concatenation<T>>(std::string("inception") + row.name);
  add_unit(all, "branch1", channels, row.ones, 1, weights);
  auto& threes = all.template add_named<Sequential<T>>("branch2");
  add_unit(threes, "0", channels, row.threes_first, 1, weights);
  add_unit(threes, "1", row.threes_first, row.threes, 3, weights);
  auto& fives = all.template add_named<Sequential<T>>("branch3");
  add_unit(fives, "0", channels, row.fives_first, 1, weights);
  add_unit(fives, "1", row.fives_first, row.fives, wide, weights);
  auto& pooled = Stack<T>(all, "branch4", channels, weights).max_pool(3, 1, 1).row();
  add_unit(pooled, "1", channels, row.pooled, 1, weights);
  // [Look through four windows side by side]
  network.set_channels(row.ones + row.threes + row.fives + row.pooled);
}

template <typename T>
std::unique_ptr<Sequential<T>> googlenet(std::size_t classes, Weights<T> weights,
                                         std::size_t wide) {
  auto network = std::make_unique<Sequential<T>>();
  Stack<T> stack(*network, 3, weights);
  const auto unit = [&](const char* name, std::size_t filters, std::size_t kernel,
                        std::size_t stride) {
    stack.set_channels(
        add_unit(*network, name, stack.channels(), filters, kernel, weights, stride));
  };
  const auto inception = [&](const Inception& row) {
    add_inception(stack, row, wide, weights);
  };
  unit("conv1", 64, 7, 2);
  stack.max_pool_over_the_border(3, 2);  // 224 to 56
  unit("conv2", 64, 1, 1);
  unit("conv3", 192, 3, 1);
  stack.max_pool_over_the_border(3, 2);  // 28
  // [Write GoogLeNet's nine modules down]
  //         name  1x1  3x3: 1x1, 3x3  5x5: 1x1, 5x5  pool
  inception({"3a", 64, 96, 128, 16, 32, 32});
  inception({"3b", 128, 128, 192, 32, 96, 64});
  stack.max_pool_over_the_border(3, 2);  // 14
  inception({"4a", 192, 96, 208, 16, 48, 64});
  inception({"4b", 160, 112, 224, 24, 64, 64});
  inception({"4c", 128, 128, 256, 24, 64, 64});
  inception({"4d", 112, 144, 288, 32, 64, 64});
  inception({"4e", 256, 160, 320, 32, 128, 128});
  stack.max_pool_over_the_border(2, 2);  // 7
  inception({"5a", 256, 160, 320, 32, 128, 128});
  inception({"5b", 384, 192, 384, 48, 128, 128});
  stack.average().dropout(0.8).as("fc").dense(classes);
  // [Write GoogLeNet's nine modules down]
  return network;
}

template void add_inception(Stack<float>&, const Inception&, std::size_t, Weights<float>&);
template void add_inception(Stack<double>&, const Inception&, std::size_t, Weights<double>&);
template std::unique_ptr<Sequential<float>> googlenet(std::size_t, Weights<float>, std::size_t);
template std::unique_ptr<Sequential<double>> googlenet(std::size_t, Weights<double>,
                                                       std::size_t);

}  // namespace dln

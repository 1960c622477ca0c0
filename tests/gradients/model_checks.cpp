// The gradient checks of the blocks that architectures are made of.
#include "dln/layers/pad_channels.hpp"
#include "dln/models/googlenet.hpp"
#include "dln/models/resnet.hpp"
#include "dln/models/small_resnet.hpp"
#include "dln/models/squeezenet.hpp"
#include "gradients/checks.hpp"
#include "support.hpp"

namespace dln::test {
namespace {

using gradcheck::Report;
using Seed = std::uint64_t;

Report check_biased(Layer<double>& network, const Shape& input, Seed seed) {
  // Biases of 0 would put a ReLU whose inputs are all cut off exactly at its kink.
  for (const auto& [path, parameter] : network.parameters())
    if (parameter->kind == ParameterKind::bias)
      parameter->value = random_tensor<double>(parameter->value.shape(), seed + 1);
  return gradcheck::check_layer(network, random_tensor<double>(input, seed),
                                {.tolerance = 1e-6, .seed = seed});
}

/** Checks what `add` adds to a row of layers. */
template <typename Add>
Report check_block(const Add& add, const Shape& input, Seed seed) {
  Weights<double> weights(he<double>(), Random(seed));
  Sequential<double> network;
  Stack<double> stack(network, input.channels, weights);
  add(stack, weights);
  return check_biased(network, input, seed);
}

Report check_small(bool has_shortcuts, Seed seed) {
  const SmallResNet plan{8, 2, 3, 3, has_shortcuts};
  const auto network = small_resnet<double>(plan, {he<double>(), Random(seed)});
  return check_biased(*network, {2, 3, 8, 8}, seed);
}

}  // namespace

std::vector<GradientCheck> model_checks() {
  return {
      {"PadChannels", "two before, one behind",
       [](Seed s) {
         PadChannels<double> layer(2, 1);
         return check_biased(layer, {2, 3, 4, 5}, s);
       }},
      {"Conv2d", "3x3, without bias",
       [](Seed s) {
         Conv2d<double> layer(conv::square(3, 2, 5, 3, 1, 1), he<double>(), Random(s),
                              Bias::none);
         return check_biased(layer, {2, 3, 5, 5}, s);
       }},
      {"Sum", "ResNet's basic block, projected",
       [](Seed s) {
         const auto add = [](auto& stack, auto& weights) {
           add_basic_block(stack, 4, 2, weights);
         };
         return check_block(add, {3, 2, 5, 6}, s);
       }},
      {"Sum", "ResNet's bottleneck block",
       [](Seed s) {
         const auto add = [](auto& stack, auto& weights) {
           add_bottleneck(stack, 2, 1, weights);
         };
         return check_block(add, {3, 8, 3, 4}, s);
       }},
      {"Concatenation", "SqueezeNet's fire module",
       [](Seed s) {
         const auto add = [](auto& stack, auto& weights) { add_fire(stack, 2, 3, weights); };
         return check_block(add, {2, 4, 4, 5}, s);
       }},
      {"Concatenation", "GoogLeNet's Inception module",
       [](Seed s) {
         const auto add = [](auto& stack, auto& weights) {
           add_inception(stack, {"", 2, 2, 3, 1, 2, 2}, 5, weights);
         };
         return check_block(add, {3, 3, 5, 4}, s);
       }},
      {"Sequential", "a residual network of 8 layers",
       [](Seed s) { return check_small(true, s); }},
      {"Sequential", "its plain counterpart", [](Seed s) { return check_small(false, s); }},
  };
}

}  // namespace dln::test

#include "dln/initializers/bilinear.hpp"
#include "dln/layers/batch_norm.hpp"
#include "dln/layers/bilinear_upsample2d.hpp"
#include "dln/layers/concatenation.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/conv_transpose2d.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/max_unpool2d.hpp"
#include "dln/layers/nearest_upsample2d.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/sum.hpp"
#include "experiments.hpp"

namespace chapter {
namespace {

using Network = dln::Sequential<float>;
using dln::Random;

void add_convolution(Network& network, std::size_t channels, std::size_t filters,
                     std::size_t kernel, const Random& random) {
  const auto geometry = dln::conv::square(channels, filters, 0, kernel, 1, kernel / 2);
  network.add<dln::Conv2d<float>>(geometry, dln::he<float>(), random);
}

void add_convolution_and_bend(Network& network, std::size_t channels, std::size_t filters,
                              const Random& random) {
  add_convolution(network, channels, filters, 3, random);
  network.add<dln::BatchNorm<float>>(filters);
  network.add<dln::ReLU<float>>();
}

void add_transposed(Network& network, std::size_t channels, std::size_t kernel,
                    const dln::Initializer<float>& initializer, const Random& random) {
  // Padding and remainder are such that the sides double.
  const std::size_t padding = (kernel - 1) / 2, remainder = kernel % 2;
  network.add<dln::ConvTranspose2d<float>>(
      dln::conv::square(channels, channels, 0, kernel, 2, padding), initializer, random,
      dln::Remainder{remainder, remainder});
}

void add_way_up(Network& network, Up up, std::size_t channels, const Random& random) {
  switch (up) {
    case Up::nearest:
      network.add<dln::NearestUpsample2d<float>>(2);
      break;
    case Up::bilinear:
      network.add<dln::BilinearUpsample2d<float>>(2);
      break;
    case Up::transposed2:
      add_transposed(network, channels, 2, dln::he<float>(), random);
      break;
    case Up::transposed3:
      add_transposed(network, channels, 3, dln::he<float>(), random);
      break;
    case Up::transposed4:
      add_transposed(network, channels, 4, dln::he<float>(), random);
      break;
    case Up::bilinear_start:
      add_transposed(network, channels, 4, dln::bilinear<float>(), random);
      break;
    case Up::unpooling:
      break;  // a layer around all that is below
  }
}

/** Where what is deeper goes: beside an empty branch, which is the skip. */
Network& add_skip(Network& network, Skip skip) {
  if (skip == Skip::none) return network;
  const auto beside = [](dln::Container<float>& container) -> Network& {
    container.add<Network>();
    return container.add<Network>();
  };
  // [Lead the input past what is deeper]
  if (skip == Skip::sum) return beside(network.add<dln::Sum<float>>());
  return beside(network.add<dln::Concatenation<float>>());
  // [Lead the input past what is deeper]
}

// [Build a level around those below it]
void add_level(Network& network, const Plan& plan, std::size_t level, std::size_t inputs,
               std::size_t channels, const Random& random) {
  add_convolution_and_bend(network, inputs, channels, random.split(1));
  if (level == plan.levels) return;
  Network& deep = add_skip(network, plan.skip);
  const bool unpools = plan.up == Up::unpooling;
  Network& below = unpools ? deep.add<dln::MaxUnpool2d<float>>().inside() : deep;
  if (!unpools) below.add<dln::MaxPool2d<float>>();
  add_level(below, plan, level + 1, channels, 2 * channels, random.split(2));
  add_convolution(below, 2 * channels, channels, 1, random.split(3));
  add_way_up(below, plan.up, channels, random.split(4));
  const std::size_t merged = plan.skip == Skip::concatenation ? 2 * channels : channels;
  add_convolution_and_bend(network, merged, channels, random.split(5));
}
// [Build a level around those below it]

}  // namespace

void build(Network& network, const Plan& plan, std::size_t channels, const Random& random) {
  add_level(network, plan, 0, channels, plan.channels, random);
  add_convolution(network, plan.channels, channels, 1, random.split(6));
}

}  // namespace chapter

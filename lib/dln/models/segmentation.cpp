#include "dln/models/segmentation.hpp"

#include <algorithm>

#include "dln/core/error.hpp"
#include "dln/initializers/bilinear.hpp"
#include "dln/layers/batch_norm.hpp"
#include "dln/layers/bilinear_upsample2d.hpp"
#include "dln/layers/concatenation.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/conv_transpose2d.hpp"
#include "dln/layers/dropout.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/sum.hpp"

namespace dln {
namespace {

using Network = Sequential<float>;

void add_scores(Network& network, std::size_t channels, std::size_t classes,
                const Random& random) {
  network.add<Conv2d<float>>(conv::square(channels, classes, 0, 1), he<float>(), random);
}

void add_convolution(Network& network, std::size_t channels, std::size_t filters,
                     std::size_t dilation, const Random& random) {
  network.add<Conv2d<float>>(conv::square(channels, filters, 0, 3, 1, dilation, dilation),
                             he<float>(), random);
  network.add<BatchNorm<float>>(filters);
  network.add<ReLU<float>>();
}

void add_two_convolutions(Network& network, std::size_t channels, std::size_t filters,
                          std::size_t dilation, const Random& random) {
  add_convolution(network, channels, filters, dilation, random.split(1));
  add_convolution(network, filters, filters, dilation, random.split(2));
}

std::size_t channels_at(const UNetPlan& plan, std::size_t level) {
  return std::min(plan.channels << level, plan.max_channels);
}

// [Put each level beside what comes up to it]
void add_unet_level(Network& network, const UNetPlan& plan, std::size_t level,
                    std::size_t inputs, const Random& random) {
  const std::size_t channels = channels_at(plan, level);
  add_two_convolutions(network, inputs, channels, 1, random.split(1));
  if (level == plan.levels) {
    if (plan.dropout > 0) network.add<Dropout<float>>(1 - plan.dropout);
    return;
  }
  auto& both = network.add<Concatenation<float>>();
  both.add<Network>();  // empty: what this level has
  auto& deep = both.add<Network>();
  deep.add<MaxPool2d<float>>();
  add_unet_level(deep, plan, level + 1, channels, random.split(2));
  deep.add<Conv2d<float>>(conv::square(channels_at(plan, level + 1), channels, 0, 1),
                          he<float>(), random.split(3));
  deep.add<BilinearUpsample2d<float>>(2);
  add_two_convolutions(network, 2 * channels, channels, 1, random.split(4));
}
// [Put each level beside what comes up to it]

/** One filter a class, so that each class's scores are enlarged by themselves. */
void add_enlarging(Network& network, const FcnPlan& plan, std::size_t factor,
                   const Random& random) {
  if (factor == 1) return;
  const std::size_t classes = plan.classes;
  const auto turned =
      conv::square(classes, classes, 0, 2 * factor, factor, factor / 2, 1, classes);
  network.add<ConvTranspose2d<float>>(
      turned, plan.bilinear_start ? bilinear<float>() : he<float>(), random);
}

/** Whether a level, 1 being the first, ends in a pool. */
bool pools(const FcnPlan& plan, std::size_t level) {
  return level + plan.dilated <= plan.channels.size();
}

void add_fcn_level(Network& network, const FcnPlan& plan, std::size_t level,
                   const Random& random) {
  const std::size_t inputs = level == 1 ? 3 : plan.channels[level - 2];
  const std::size_t dilation =
      pools(plan, level) ? 1 : std::size_t{1} << (level + plan.dilated - plan.channels.size());
  add_two_convolutions(network, inputs, plan.channels[level - 1], dilation,
                       random.split(level));
  if (pools(plan, level)) network.add<MaxPool2d<float>>();
}

// [Add the scores of each pool to the enlarged ones behind it]
void add_fcn_scores(Network& network, const FcnPlan& plan, std::size_t level,
                    const Random& random) {
  const std::size_t channels = plan.channels[level - 1];
  if (level == plan.channels.size())
    return add_scores(network, channels, plan.classes, random.split(100 + level));
  auto& sum = network.add<Sum<float>>();
  add_scores(sum.add<Network>(), channels, plan.classes, random.split(100 + level));
  auto& deeper = sum.add<Network>();
  add_fcn_level(deeper, plan, level + 1, random);
  add_fcn_scores(deeper, plan, level + 1, random);
  add_enlarging(deeper, plan, pools(plan, level + 1) ? 2 : 1, random.split(200 + level));
}
// [Add the scores of each pool to the enlarged ones behind it]

}  // namespace

void build_unet(Network& network, const UNetPlan& plan, const Random& random) {
  add_unet_level(network, plan, 0, 3, random.split(1));
  add_scores(network, plan.channels, plan.classes, random.split(2));
}

void build_fcn(Network& network, const FcnPlan& plan, const Random& random) {
  if (plan.skips >= plan.channels.size() || plan.dilated >= plan.channels.size())
    throw Error("build_fcn", "fewer skips and dilated levels than levels",
                std::to_string(plan.skips) + " and " + std::to_string(plan.dilated));
  const std::size_t first = plan.channels.size() - plan.skips;
  for (std::size_t level = 1; level <= first; ++level)
    add_fcn_level(network, plan, level, random);
  add_fcn_scores(network, plan, first, random);
  const std::size_t pooled = std::min(first, plan.channels.size() - plan.dilated);
  add_enlarging(network, plan, std::size_t{1} << pooled, random.split(300));
}

}  // namespace dln

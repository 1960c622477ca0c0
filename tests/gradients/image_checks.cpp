// The gradient checks of the layers that see images.
#include <fmt/format.h>

#include "dln/layers/avg_pool2d.hpp"
#include "dln/layers/batch_norm.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/global_average_pool.hpp"
#include "dln/layers/group_norm.hpp"
#include "dln/layers/local_response_norm.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/vision/roi_align.hpp"
#include "dln/vision/roi_max_pool.hpp"
#include "gradients/checks.hpp"
#include "support.hpp"

namespace dln::test {
namespace {

using conv::Geometry;
using gradcheck::check_layer;
using gradcheck::Report;

struct ConvolutionCheck {
  std::string setting;
  Geometry geometry;
  std::size_t batch;
};

std::vector<ConvolutionCheck> convolutions() {
  Geometry uneven{.channels = 2,
                  .height = 5,
                  .width = 7,
                  .filters = 3,
                  .kernel_height = 3,
                  .kernel_width = 3};
  uneven.padding_top = 1;
  uneven.padding_right = 2;
  Geometry oblong{.channels = 4,
                  .height = 7,
                  .width = 5,
                  .filters = 2,
                  .kernel_height = 3,
                  .kernel_width = 2};
  oblong.stride_height = 2;
  oblong.dilation_width = 3;
  oblong.padding_left = 1;
  oblong.groups = 2;
  return {{"3x3, padding 1", conv::square(3, 4, 6, 3, 1, 1), 2},
          {"3x3, uneven padding, batch of one", uneven, 1},
          {"3x3, 2 groups", conv::square(4, 6, 5, 3, 1, 1, 1, 2), 2},
          {"1x1", conv::square(5, 3, 4, 1), 2},
          {"1x1, even, 2 groups", conv::square(8, 12, 5, 1, 1, 0, 1, 2), 2},
          {"3x3, stride 2, padding 1", conv::square(2, 2, 11, 3, 2, 1), 1},
          {"5x5, stride 2, padding 2", conv::square(2, 3, 8, 5, 2, 2), 2},
          {"2x2", conv::square(2, 3, 6, 2), 2},
          {"4x4, padding 1", conv::square(2, 3, 7, 4, 1, 1), 1},
          {"7x7, stride 2, padding 3", conv::square(2, 3, 9, 7, 2, 3), 1},
          {"2x2, stride 3", conv::square(2, 2, 8, 2, 3), 2},
          {"3x3, dilation 2", conv::square(2, 3, 7, 3, 1, 1, 2), 1},
          {"kernel larger than the image", conv::square(2, 2, 2, 5, 1, 2), 2},
          {"3x2, stride 2x1, dilation 1x3, 2 groups", oblong, 2}};
}

Report convolution(const ConvolutionCheck& check, std::optional<conv::Algorithm> algorithm,
                   std::uint64_t seed) {
  const Geometry& g = check.geometry;
  Conv2d<double> layer(g, he<double>(), Random(seed), algorithm);
  layer.bias().value = random_tensor<double>({1, g.filters, 1, 1}, seed + 2);
  return check_layer(
      layer, random_tensor<double>({check.batch, g.channels, g.height, g.width}, seed + 1),
      {.seed = seed});
}

template <typename L>
Report check_image_layer(L&& layer, const Shape& input, std::uint64_t seed) {
  return check_layer(layer, random_tensor<double>(input, seed), {.seed = seed});
}

/** Batch normalization with scales, shifts and running values that are nothing special. */
Report batch_norm(const Shape& input, Mode mode, std::uint64_t seed) {
  BatchNorm<double> layer(input.channels);
  const Shape channels{1, input.channels, 1, 1};
  layer.gamma().value = random_tensor<double>(channels, seed + 1);
  layer.beta().value = random_tensor<double>(channels, seed + 2);
  layer.mean().value = random_tensor<double>(channels, seed + 3);
  layer.variance().value.values() =
      0.5 + arma::square(random_tensor<double>(channels, seed + 4).values());
  return check_layer(layer, random_tensor<double>(input, seed), {.seed = seed, .mode = mode});
}

/** Group normalization with scales and shifts that are nothing special. */
Report group_norm(std::size_t groups, const Shape& input, Mode mode, std::uint64_t seed) {
  GroupNorm<double> layer(groups, input.channels);
  layer.gamma().value = random_tensor<double>({1, input.channels, 1, 1}, seed + 1);
  layer.beta().value = random_tensor<double>({1, input.channels, 1, 1}, seed + 2);
  return check_layer(layer, random_tensor<double>(input, seed), {.seed = seed, .mode = mode});
}

Pooling uneven_pooling() {
  Pooling window{3, 2, 2, 3};
  window.padding_top = 2;
  window.padding_right = 1;
  return window;
}

}  // namespace

std::vector<GradientCheck> image_checks() {
  using Seed = std::uint64_t;
  std::vector<GradientCheck> checks;
  for (const auto& c : convolutions()) {
    checks.push_back({"Conv2d", c.setting, [c](Seed s) { return convolution(c, {}, s); }});
    for (const auto algorithm : conv::algorithms)
      if (conv::applicable(c.geometry, algorithm))
        checks.push_back({"Conv2d", fmt::format("{}, by {}", c.setting, conv::name(algorithm)),
                          [c, algorithm](Seed s) { return convolution(c, algorithm, s); }});
  }
  const Shape image{2, 2, 6, 7};
  const std::vector<std::pair<std::string, Pooling>> windows = {
      {"2x2, stride 2", Pooling()},
      {"3x3, stride 2: overlapping", Pooling::square(3, 2)},
      {"3x3, stride 1, padding 1", Pooling::square(3, 1, 1)},
      {"2x2, stride 3: with gaps", Pooling::square(2, 3)},
      {"3x2, uneven padding", uneven_pooling()}};
  for (const auto& [setting, window] : windows) {
    checks.push_back({"MaxPool2d", setting, [=, window = window](Seed s) {
                        return check_image_layer(MaxPool2d<double>(window), image, s);
                      }});
    checks.push_back({"AvgPool2d", setting, [=, window = window](Seed s) {
                        return check_image_layer(AvgPool2d<double>(window), image, s);
                      }});
  }
  const Shape one{1, 3, 4, 5};
  const auto add = [&](const char* subject, const char* setting,
                       std::function<Report(Seed)> run) {
    checks.push_back({subject, setting, std::move(run)});
  };
  add("MaxPool2d", "batch of one",
      [=](Seed s) { return check_image_layer(MaxPool2d<double>(), one, s); });
  add("AvgPool2d", "batch of one",
      [=](Seed s) { return check_image_layer(AvgPool2d<double>(), one, s); });
  add("GlobalAveragePool", "images",
      [=](Seed s) { return check_image_layer(GlobalAveragePool<double>(), image, s); });
  add("GlobalAveragePool", "batch of one",
      [=](Seed s) { return check_image_layer(GlobalAveragePool<double>(), one, s); });
  add("Flatten", "images",
      [=](Seed s) { return check_image_layer(Flatten<double>(), image, s); });
  add("Flatten", "batch of one",
      [=](Seed s) { return check_image_layer(Flatten<double>(), one, s); });
  add("LocalResponseNorm", "as in AlexNet", [](Seed s) {
    return check_image_layer(LocalResponseNorm<double>(), {2, 7, 2, 3}, s);
  });
  add("LocalResponseNorm", "3 channels, strong", [](Seed s) {
    return check_image_layer(LocalResponseNorm<double>(3, 0.5, 0.75, 1), {2, 6, 3, 2}, s);
  });
  add("LocalResponseNorm", "fewer channels than neighbours, batch of one", [](Seed s) {
    return check_image_layer(LocalResponseNorm<double>(5, 0.3, 0.5, 2), {1, 2, 3, 3}, s);
  });
  // Regions that overlap, reach outside, are smaller than a place, and leave cells empty.
  const std::vector<Region> regions = {{0, {1, 2, 25, 20}},
                                       {1, {3.3, 0, 27.1, 11.7}},
                                       {0, {8, 3, 40, 23}},
                                       {1, {9, 9, 10, 10.5}},
                                       {1, {-9, -6, 7, 8}}};
  const RegionGrid grid{.height = 2, .width = 3, .stride = 4};
  add("RoiMaxPool", "5 regions of 2 images",
      [=](Seed s) { return check_image_layer(RoiMaxPool<double>(regions, grid), image, s); });
  add("RoiAlign", "5 regions of 2 images",
      [=](Seed s) { return check_image_layer(RoiAlign<double>(regions, grid), image, s); });
  add("RoiAlign", "3x3 samples a cell",
      [=](Seed s) { return check_image_layer(RoiAlign<double>(regions, grid, 3), image, s); });
  const auto add_batch_norm = [&](const char* setting, const Shape& input, Mode mode) {
    add("BatchNorm", setting, [=](Seed s) { return batch_norm(input, mode, s); });
  };
  add_batch_norm("dense", {8, 5, 1, 1}, Mode::train);
  add_batch_norm("dense, batch of three", {3, 4, 1, 1}, Mode::train);
  add_batch_norm("images", {3, 4, 3, 5}, Mode::train);
  add_batch_norm("images, batch of one", {1, 3, 2, 4}, Mode::train);
  add_batch_norm("dense, test mode", {4, 5, 1, 1}, Mode::test);
  add_batch_norm("images, test mode, batch of one", {1, 3, 2, 4}, Mode::test);
  const auto add_group_norm = [&](const char* setting, std::size_t groups, const Shape& input,
                                  Mode mode) {
    add("GroupNorm", setting, [=](Seed s) { return group_norm(groups, input, mode, s); });
  };
  add_group_norm("two groups", 2, {3, 4, 3, 5}, Mode::train);
  add_group_norm("one group: layer normalization", 1, {4, 7, 1, 1}, Mode::train);
  add_group_norm("a group a channel, batch of one", 3, {1, 3, 2, 4}, Mode::train);
  add_group_norm("two groups, test mode", 2, {2, 6, 3, 2}, Mode::test);
  return checks;
}

}  // namespace dln::test

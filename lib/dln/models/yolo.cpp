#include "dln/models/yolo.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"
#include "dln/initializers/initializers.hpp"
#include "dln/layers/batch_norm.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/relu.hpp"

namespace dln {
namespace {

conv::Geometry convolution(std::size_t channels, std::size_t filters, const YoloGrid& size,
                           std::size_t kernel, std::size_t dilation) {
  const std::size_t padding = dilation * (kernel / 2);
  conv::Geometry geometry = conv::square(channels, filters, 99, kernel, 1, padding, dilation);
  geometry.height = size.rows;
  geometry.width = size.columns;
  return geometry;
}

template <typename T>
void add_layer(Sequential<T>& network, const conv::Geometry& geometry, const Random& random) {
  network.template add<Conv2d<T>>(geometry, he<T>(), random);
  network.template add<BatchNorm<T>>(geometry.filters);
  network.template add<ReLU<T>>();
}

}  // namespace

YoloGrid grid_of(const YoloPlan& plan) {
  const std::size_t side = std::size_t{1} << plan.filters.size();
  if (plan.height % side != 0 || plan.width % side != 0)
    throw Error("YoloPlan", fmt::format("sides that are multiples of {}", side),
                fmt::format("{} x {}", plan.width, plan.height));
  return {plan.height / side,
          plan.width / side,
          plan.boxes,
          plan.classes,
          static_cast<double>(plan.height),
          static_cast<double>(plan.width)};
}

template <typename T>
void build_yolo(Sequential<T>& network, const YoloPlan& plan, const Random& random) {
  const YoloGrid grid = grid_of(plan);
  YoloGrid size{plan.height, plan.width};
  std::size_t channels = 3;
  std::uint64_t stream = 0;
  // [Halve the image until a pixel is a cell]
  for (const std::size_t filters : plan.filters) {
    add_layer(network, convolution(channels, filters, size, 3, 1), random.split(stream++));
    network.template add<MaxPool2d<T>>(Pooling::square(2, 2));
    channels = filters;
    size.rows /= 2;
    size.columns /= 2;
  }
  for (std::size_t layer = 0; layer < plan.last_layers; ++layer) {
    add_layer(network, convolution(channels, plan.last_filters, size, 3, layer == 0 ? 1 : 2),
              random.split(stream++));
    channels = plan.last_filters;
  }
  network.template add<Conv2d<T>>(convolution(channels, grid.channels(), size, 1, 1),
                                  gaussian<T>(0.01), random.split(stream));
  // [Halve the image until a pixel is a cell]
}

template void build_yolo(Sequential<float>&, const YoloPlan&, const Random&);
template void build_yolo(Sequential<double>&, const YoloPlan&, const Random&);

}  // namespace dln

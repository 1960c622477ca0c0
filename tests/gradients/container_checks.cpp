// The gradient checks of the layers that hold layers, and of networks built from them.
#include "dln/layers/highway.hpp"
#include "dln/layers/max_unpool2d.hpp"
#include "dln/layers/squashing.hpp"
#include "gradients/checks.hpp"
#include "gradients/networks.hpp"
#include "support.hpp"

namespace dln::test {
namespace {

using gradcheck::Report;
using Seed = std::uint64_t;

Report check_container(Layer<double>& network, const Shape& input, Seed seed) {
  return gradcheck::check_layer(network, random_tensor<double>(input, seed),
                                {.tolerance = 1e-6, .seed = seed});
}

Report dense_highway(const Shape& input, double gate_bias, Seed seed) {
  Highway<double> layer;
  fill_dense(layer, input.features(), gate_bias, he<double>(), Random(seed));
  return check_container(layer, input, seed);
}

Report convolutional_highway(Seed seed) {
  Highway<double> layer;
  add_convolution(layer.transform(), 3, 3, 3, seed + 1);
  layer.transform().add<Tanh<double>>();
  add_convolution(layer.gate(), 3, 3, 1, seed + 2);
  layer.gate().add<Sigmoid<double>>();
  return check_container(layer, {2, 3, 4, 3}, seed);
}

Report unpooled(const Pooling& window, const Shape& input, Seed seed) {
  MaxUnpool2d<double> layer(window);
  add_convolution(layer.inside(), input.channels, input.channels, 3, seed + 1);
  return check_container(layer, input, seed);
}

}  // namespace

std::vector<GradientCheck> container_checks() {
  std::vector<GradientCheck> checks;
  const auto add = [&](const char* subject, const char* setting,
                       std::function<Report(Seed)> run) {
    checks.push_back({subject, setting, std::move(run)});
  };
  add("Sum", "residual block", [](Seed s) {
    return check_container(*residual_block<double>(s), {2, 3, 4, 5}, s);
  });
  add("Concatenation", "Inception block", [](Seed s) {
    return check_container(*inception_block<double>(s), {2, 3, 4, 5}, s);
  });
  add("Sequential", "down and up with two skips", [](Seed s) {
    return check_container(*two_skips<double>(s), {2, 3, 8, 4}, s);
  });
  add("Highway", "dense, gates half open", [](Seed s) {
    return dense_highway({3, 5, 1, 1}, 0, s);
  });
  add("Highway", "dense, gates nearly closed, batch of one", [](Seed s) {
    return dense_highway({1, 6, 1, 1}, -2, s);
  });
  add("Highway", "convolutions", convolutional_highway);
  add("MaxUnpool2d", "2x2, around a convolution", [](Seed s) {
    return unpooled({}, {2, 3, 4, 6}, s);
  });
  add("MaxUnpool2d", "2x2, stride 3, odd size, batch of one", [](Seed s) {
    return unpooled(Pooling::square(2, 3), {1, 2, 8, 5}, s);
  });
  add("NearestUpsample2d", "factor 3, batch of one", [](Seed s) {
    NearestUpsample2d<double> layer(3);
    return check_container(layer, {1, 2, 3, 2}, s);
  });
  add("NearestUpsample2d", "factor 2", [](Seed s) {
    NearestUpsample2d<double> layer;
    return check_container(layer, {3, 2, 2, 3}, s);
  });
  return checks;
}

}  // namespace dln::test

// The gradient checks of the layers that make images larger.
#include "dln/layers/bilinear_upsample2d.hpp"
#include "dln/layers/conv_transpose2d.hpp"
#include "gradients/checks.hpp"
#include "support.hpp"

namespace dln::test {
namespace {

using conv::Geometry;
using gradcheck::Report;
using Seed = std::uint64_t;

Report check_turned(const Geometry& turned, Remainder remainder, const Shape& input,
                    Seed seed) {
  ConvTranspose2d<double> layer(turned, he<double>(), Random(seed), remainder);
  layer.bias().value = random_tensor<double>(layer.bias().value.shape(), seed + 2);
  return gradcheck::check_layer(layer, random_tensor<double>(input, seed + 1), {.seed = seed});
}

Report bilinear(std::size_t factor, const Shape& input, Seed seed) {
  BilinearUpsample2d<double> layer(factor);
  return gradcheck::check_layer(layer, random_tensor<double>(input, seed), {.seed = seed});
}

Geometry oblong() {
  Geometry g{.channels = 2, .filters = 4, .kernel_height = 3, .kernel_width = 2};
  g.stride_height = 3;
  g.padding_left = 1;
  g.dilation_width = 2;
  g.groups = 2;
  return g;
}

}  // namespace

std::vector<GradientCheck> upsampling_checks() {
  std::vector<GradientCheck> checks;
  const auto add = [&](const char* subject, const char* setting,
                       std::function<Report(Seed)> run) {
    checks.push_back({subject, setting, std::move(run)});
  };
  const auto add_transposed = [&](const char* setting, const Geometry& turned,
                                  Remainder remainder, const Shape& input) {
    add("ConvTranspose2d", setting,
        [=](Seed s) { return check_turned(turned, remainder, input, s); });
  };
  add_transposed("3x3, stride 1", conv::square(2, 3, 0, 3), {}, {2, 3, 4, 5});
  add_transposed("4x4, stride 2, padding 1", conv::square(3, 2, 0, 4, 2, 1), {}, {2, 2, 3, 4});
  add_transposed("3x3, stride 2, remainder 1, batch of one", conv::square(2, 3, 0, 3, 2, 1),
                 {1, 1}, {1, 3, 3, 2});
  add_transposed("2x2, stride 3: with gaps", conv::square(2, 2, 0, 2, 3), {1, 0}, {2, 2, 2, 3});
  add_transposed("3x3, dilation 2", conv::square(2, 2, 0, 3, 1, 1, 2), {}, {1, 2, 4, 3});
  add_transposed("3x2, stride 3x1, dilation 1x2, 2 groups", oblong(), {2, 0}, {2, 4, 3, 4});
  add_transposed("4x4, stride 2, a group a channel", conv::square(4, 4, 0, 4, 2, 1, 1, 4), {},
                 {2, 4, 3, 3});
  add("BilinearUpsample2d", "factor 2", [](Seed s) { return bilinear(2, {2, 3, 3, 4}, s); });
  add("BilinearUpsample2d", "factor 3, batch of one", [](Seed s) {
    return bilinear(3, {1, 2, 4, 2}, s);
  });
  add("BilinearUpsample2d", "one pixel", [](Seed s) { return bilinear(4, {2, 2, 1, 1}, s); });
  return checks;
}

}  // namespace dln::test

#include <fmt/format.h>

#include <cmath>

#include "dln/layers/conv2d.hpp"
#include "dln/layers/dense.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

Tensor<float> standard_normal(const dln::Shape& shape, Random random) {
  Tensor<float> x(shape);
  x.values().imbue([&] { return static_cast<float>(random.normal()); });
  return x;
}

double variance(const dln::Layer<float>& layer, const Tensor<float>& x) {
  dln::Pass<float> pass(dln::Mode::test, Random(1), dln::Keep::nothing);
  return static_cast<double>(arma::var(layer.forward(x, pass).values()));
}

}  // namespace

Report measure_variance(const Options& options) {
  const Random random = Random(options.seed).split(20);
  Table sums({{"inputs summed"},
              {"predicted n / 100", "{:.2f}"},
              {"measured", "{:.2f}"},
              {"weights divided by sqrt(n)", "{:.2f}"}});
  for (const std::size_t n : {10, 100, 1000}) {
    const Tensor<float> x = standard_normal({400, n, 1, 1}, random.split(n));
    const dln::Dense<float> plain(n, 200, dln::gaussian<float>(0.1), random.split(1));
    const dln::Dense<float> calibrated(n, 200, dln::lecun<float>(), random.split(2));
    sums.add({std::to_string(n), static_cast<double>(n) / 100, variance(plain, x),
              variance(calibrated, x)});
  }
  // A convolution sums over the channels and the kernel's places: its fan-in is all of them.
  Table convolutions({{"kernel"},
                      {"fan-in"},
                      {"by the whole fan-in", "{:.2f}"},
                      {"by the channels alone", "{:.2f}"}});
  for (const std::size_t kernel : {1, 3, 5}) {
    constexpr std::size_t channels = 16;
    const Tensor<float> x = standard_normal({8, channels, 24, 24}, random.split(30 + kernel));
    const auto geometry = dln::conv::square(channels, 32, 24, kernel);
    const dln::Conv2d<float> whole(geometry, dln::lecun<float>(), random.split(3));
    const dln::Conv2d<float> partial(geometry, dln::gaussian<float>(1 / std::sqrt(16.0)),
                                     random.split(4));
    convolutions.add({fmt::format("{0} x {0}", kernel), channels * kernel * kernel,
                      variance(whole, x), variance(partial, x)});
  }
  Report report;
  report.say(
      "Weights of standard deviation 0.1, inputs of variance 1: the variance of a sum of n "
      "terms.");
  report.table("variance", sums);
  report.say(
      "Convolutions of 16 channels, inputs of variance 1, weights of variance 1 / fan-in:");
  report.table("convolutions", convolutions);
  return report;
}

}  // namespace chapter

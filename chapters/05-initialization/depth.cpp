#include <fmt/format.h>

#include <cmath>

#include "dln/layers/dense.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/layers/squashing.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

constexpr std::size_t width = 256, depth = 30, examples = 128;

struct Sizes {
  std::vector<arma::fvec> activations;  // a layer each
  std::vector<double> gradients;        // their sizes, a layer each
};

template <typename Values>
double size_of(const Values& values) {
  return static_cast<double>(arma::norm(values)) /
         std::sqrt(static_cast<double>(values.n_elem));
}

Sizes send_through(const dln::Initializer<float>& initializer, bool tanh,
                   const Random& random) {
  Tensor<float> x({examples, width, 1, 1});
  Random draw = random.split(0);
  x.values().imbue([&] { return static_cast<float>(draw.normal()); });
  dln::Sequential<float> network;
  for (std::size_t l = 0; l < depth; ++l) {
    auto& layer = network.add<dln::Sequential<float>>();
    layer.add<dln::Dense<float>>(width, width, initializer, random.split(l + 1));
    if (tanh)
      layer.add<dln::Tanh<float>>();
    else
      layer.add<dln::ReLU<float>>();
  }
  Sizes sizes;
  dln::Pass<float> pass(dln::Mode::train, random);
  // [Go through the layers and back, and look on the way]
  const auto layers = network.parts();
  for (const auto& [name, layer] : layers) {
    x = layer->forward(std::move(x), pass);
    sizes.activations.push_back(x.values());
  }
  Tensor<float> dx({examples, width, 1, 1});
  dx.values().imbue([&] { return static_cast<float>(draw.normal()); });
  for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
    dx = layer->layer->backward(std::move(dx), pass);
    sizes.gradients.insert(sizes.gradients.begin(), size_of(dx.values()));
  }
  // [Go through the layers and back, and look on the way]
  return sizes;
}

/** Numbers to begin with that a page's script can read exactly: Gaussian, in hundredths. */
arma::vec hundredths(std::size_t count, Random random) {
  arma::vec numbers(count);
  numbers.imbue([&] { return std::round(100 * random.normal()) / 100; });
  return numbers;
}

Tensor<double> examples_of(const arma::vec& numbers, std::size_t features) {
  Tensor<double> x({numbers.n_elem / features, features, 1, 1});
  x.values() = numbers;
  return x;
}

/** Ten narrow layers for the page: what goes in at both ends, the weights at a standard
 * deviation of 1, and the sizes on the way for some scales, which the script is held to. */
void add_touchable(Report& report, const Random& random) {
  constexpr std::size_t units = 32, layers = 10, count = 100;
  const arma::vec x = hundredths(count * units, random.split(1000)),
                  dy = hundredths(count * units, random.split(1001));
  std::vector<arma::vec> weights;
  for (std::size_t l = 0; l < layers; ++l)
    weights.push_back(hundredths(units * units, random.split(1002 + l)));
  arma::mat sizes;  // bend, scale, layer, size of the activations, of the gradient
  for (const bool tanh : {true, false})
    for (const double scale : {0.3, 1.0, std::sqrt(2.0), 3.0}) {
      dln::Sequential<double> network;
      for (const arma::vec& weight : weights) {
        auto& layer = network.add<dln::Sequential<double>>();
        auto& dense =
            layer.add<dln::Dense<double>>(units, units, dln::constant<double>(0), random);
        dense.weight().value.values() = scale / std::sqrt(double{units}) * weight;
        if (tanh)
          layer.add<dln::Tanh<double>>();
        else
          layer.add<dln::ReLU<double>>();
      }
      dln::Pass<double> pass(dln::Mode::train, random);
      const auto parts = network.parts();
      arma::mat rows(layers, 5);
      Tensor<double> signal = examples_of(x, units), gradient = examples_of(dy, units);
      for (std::size_t l = 0; l < layers; ++l) {
        signal = parts[l].layer->forward(std::move(signal), pass);
        rows.row(l) = arma::rowvec{tanh ? 0.0 : 1.0, scale, static_cast<double>(l + 1),
                                   size_of(signal.values()), 0};
      }
      for (std::size_t l = layers; l-- > 0;) {
        gradient = parts[l].layer->backward(std::move(gradient), pass);
        rows(l, 4) = size_of(gradient.values());
      }
      sizes = arma::join_cols(sizes, rows);
    }
  report.numbers("live-sizes", sizes);
  const auto plain = [](const arma::vec& numbers) {
    return std::vector<double>(numbers.begin(), numbers.end());
  };
  std::vector<std::vector<double>> all;
  for (const arma::vec& weight : weights) all.push_back(plain(weight));
  report.live("live-layers",
              {{"units", units}, {"x", plain(x)}, {"dy", plain(dy)}, {"weights", all}});
}

}  // namespace

std::vector<Scheme> all_schemes() {
  return {{"small: 0.01", dln::gaussian<float>(0.01)},
          {"large: 0.2", dln::gaussian<float>(0.2)},
          {"1 / n (LeCun)", dln::lecun<float>()},
          {"2 / (n + m) (Glorot)", dln::glorot<float>()},
          {"2 / n (He)", dln::he<float>()},
          {"orthogonal", dln::orthogonal<float>()}};
}

Report follow_depth(const Options& options) {
  const Random random = Random(options.seed).split(40);
  Report report;
  Table layers({{"network"}, {"scheme"}, {"layer"}, {"activation"}, {"gradient"}});
  Table bins({{"panel"}, {"activation"}, {"share"}});
  for (const std::string bend : {"tanh", "ReLU"}) {
    Table table({{"weights"},
                 {"layer 1", "{:.1e}"},
                 {"layer 10", "{:.1e}"},
                 {"layer 30", "{:.1e}"},
                 {"gradient at layer 1", "{:.1e}"}});
    for (const Scheme& scheme : all_schemes()) {
      const Sizes sizes = send_through(scheme.initializer, bend == "tanh", random);
      const auto at = [&](std::size_t l) { return size_of(sizes.activations[l - 1]); };
      table.add({scheme.name, at(1), at(10), at(30), sizes.gradients.front()});
      for (std::size_t l = 1; l <= depth; ++l)
        layers.add({bend, scheme.name, l, at(l), sizes.gradients[l - 1]});
      if (bend != "tanh" || scheme.name == "orthogonal" || scheme.name == "2 / n (He)")
        continue;
      for (const std::size_t l : {1, 10}) {
        const arma::vec values = arma::conv_to<arma::vec>::from(sizes.activations[l - 1]);
        const arma::vec centres = arma::regspace(-0.95, 0.1, 0.96);
        const arma::uvec counts = arma::hist(values, centres);
        for (arma::uword b = 0; b < centres.n_elem; ++b)
          bins.add({fmt::format("{}, layer {}", scheme.name, l), centres[b],
                    static_cast<double>(counts[b]) / static_cast<double>(values.n_elem)});
      }
    }
    report.say(fmt::format(
        "Thirty layers of 256 {} units: the size (root mean square) of activations, and of a "
        "gradient of size 1 sent down from the top:",
        bend));
    report.table(bend == "tanh" ? "depth-tanh" : "depth-relu", table);
  }
  report.data("layers", layers);
  report.data("histograms", bins);
  add_touchable(report, random);
  return report;
}

}  // namespace chapter

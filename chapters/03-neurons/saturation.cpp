#include <fmt/format.h>

#include <cmath>

#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/squashing.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/training.hpp"
#include "experiments.hpp"
#include "program/compare.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

constexpr std::size_t width = 100, depth = 8, examples = 200;

struct LayerSizes {
  double saturated, gradient;
};

/** Layer by layer: the share of outputs whose slope is below a hundredth of the steepest, and
 * the gradient's size. */
template <typename Bend>
std::vector<LayerSizes> measure(double scale, double steepest, const Random& random) {
  std::vector<std::unique_ptr<dln::Sequential<double>>> layers;
  Tensor<double> x({examples, width, 1, 1});
  Random draw = random.split(0);
  x.values().imbue([&] { return draw.normal(); });
  dln::Pass<double> pass(dln::Mode::train, random);
  for (std::size_t l = 0; l < depth; ++l) {
    auto& layer = layers.emplace_back(std::make_unique<dln::Sequential<double>>());
    layer->add<dln::Dense<double>>(
        width, width, dln::gaussian<double>(scale / std::sqrt(width)), random.split(l + 1));
    layer->add<Bend>();
    x = layer->forward(std::move(x), pass);
  }
  const Bend bend;
  std::vector<LayerSizes> sizes(depth);
  // [Send a gradient of size one down the layers]
  Tensor<double> dx({examples, width, 1, 1});
  dx.values().imbue([&] { return draw.normal(); });
  for (std::size_t l = depth; l-- > 0;) {
    dx = layers[l]->backward(std::move(dx), pass);
    sizes[l].gradient = arma::norm(dx.values()) / std::sqrt(dx.size());
  }
  // [Send a gradient of size one down the layers]
  // The slopes, once more forward: a gradient of ones comes back as the slope itself.
  Tensor<double> y({examples, width, 1, 1});
  draw = random.split(0);
  y.values().imbue([&] { return draw.normal(); });
  for (std::size_t l = 0; l < depth; ++l) {
    dln::Pass<double> again(dln::Mode::train, random);
    auto parts = layers[l]->parts();
    const Tensor<double> scores = parts[0].layer->forward(std::move(y), again);
    y = bend.forward(scores, again);
    const Tensor<double> slopes = bend.backward(Tensor<double>(scores.shape(), 1.0), again);
    sizes[l].saturated =
        arma::mean(arma::conv_to<arma::vec>::from(slopes.values() < 0.01 * steepest));
  }
  return sizes;
}

Report train_from_scales(const dln::program::Images& images, const Options& options) {
  const std::size_t features = images.train.images.shape().features(),
                    epochs = options.choose<std::size_t>(6, 2);
  std::vector<dln::program::Variant> variants;
  for (const double scale : {1, 5, 20, 60})
    variants.push_back(
        {fmt::format("weights of {}", scale), [=, &images](const dln::program::Start& start) {
           dln::Sequential<float> network;
           network.add<dln::Flatten<float>>();
           std::size_t inputs = features;
           for (std::size_t l = 0; l < 3; ++l, inputs = 64) {
             const auto weights = dln::gaussian<float>(scale / std::sqrt(inputs));
             network.add<dln::Dense<float>>(inputs, 64, weights, start.random.split(l));
             network.add<dln::Sigmoid<float>>();
           }
           network.add<dln::Dense<float>>(64, images.train.classes(), dln::gaussian<float>(0.1),
                                          start.random.split(9));
           const dln::SoftmaxCrossEntropy<float> loss;
           dln::Classification<float> objective(network, loss, images.train,
                                                &images.validation);
           dln::Adam<float> optimizer(5e-3);
           dln::program::train(
               objective, optimizer,
               {.epochs = epochs, .seed = start.seed, .callback = start.callback()});
           dln::program::stop_if_interrupted();
           return dln::program::Outcome{
               .numbers = {
                   {"validation accuracy", dln::value_of(objective.validate(), "accuracy")}}};
         }});
  return dln::program::compare("saturated starts", variants, options, options.choose(3, 2))
      .report("saturated-starts",
              {{"validation accuracy", "{:.1%}", dln::program::Spread::range}});
}

}  // namespace

Report measure_saturation(const dln::program::Images& images, const Options& options) {
  const Random random = Random(options.seed).split(50);
  Table curves({{"network"}, {"layer"}, {"gradient"}});
  Table table({{"network"},
               {"saturated", "{:.1%}"},
               {"gradient at layer 8", "{:.1e}"},
               {"at layer 1", "{:.1e}"}});
  const auto add = [&](const std::string& name, const std::vector<LayerSizes>& sizes) {
    double saturated = 0;
    for (std::size_t l = 0; l < depth; ++l) {
      saturated += sizes[l].saturated / depth;
      curves.add({name, l + 1, sizes[l].gradient});
    }
    table.add({name, saturated, sizes.back().gradient, sizes.front().gradient});
  };
  add("sigmoid, weights of 1", measure<dln::Sigmoid<double>>(1, 0.25, random));
  add("sigmoid, weights of 20", measure<dln::Sigmoid<double>>(20, 0.25, random));
  add("tanh, weights of 1", measure<dln::Tanh<double>>(1, 1, random));
  add("tanh, weights of 20", measure<dln::Tanh<double>>(20, 1, random));
  add("ReLU, weights of 1.41", measure<dln::ReLU<double>>(std::sqrt(2.0), 1, random));
  Report report;
  report.say(
      "Eight layers of 100 units, a gradient of size 1 sent down from the top. Weights are in "
      "units of "
      "1/sqrt(100); saturated is what has less than a hundredth of the steepest slope:");
  report.table("saturation", table);
  report.data("saturation-layers", curves);
  report.say("Three hidden layers of sigmoids, trained alike from weights of several sizes:");
  report.append(train_from_scales(images, options));
  return report;
}

}  // namespace chapter

#include <fmt/format.h>

#include <cmath>

#include "dln/layers/avg_pool2d.hpp"
#include "dln/layers/sum.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/models/small_resnet.hpp"
#include "dln/train/classification.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Report;
using dln::program::Spread;
using dln::program::Start;
using dln::program::Table;
using dln::program::Variant;

namespace {

using Network = dln::Sequential<float>;

/** The network of the paper, narrow, and on images of half the side. */
std::unique_ptr<Network> make(std::size_t depth, bool has_shortcuts, const Images& images,
                              const Random& random) {
  auto network = std::make_unique<Network>();
  network->add<dln::AvgPool2d<float>>();
  const dln::SmallResNet plan{depth, 8, images.mean.shape().channels, images.train.classes(),
                              has_shortcuts};
  network->add_shared(dln::small_resnet<float>(plan, {dln::he<float>(), random}));
  return network;
}

double size_of(const Tensor<float>& x) {
  return std::sqrt(static_cast<double>(arma::accu(arma::square(x.values()))) /
                   static_cast<double>(x.size()));
}

/** The size of what every block adds, as a part of what goes into it. */
std::vector<double> deltas(const Network& network, const Tensor<float>& images) {
  dln::Pass<float> pass(dln::Mode::test, Random(1), dln::Keep::nothing);
  std::vector<double> sizes;
  Tensor<float> x = network.parts()[0].layer->forward(images, pass);
  for (const auto& stage : network.parts()[1].layer->parts()) {
    if (!stage.name.starts_with("layer")) {
      x = stage.layer->forward(std::move(x), pass);
      continue;
    }
    for (const auto& block : stage.layer->parts()) {
      const auto branches = block.layer->parts()[0].layer->parts();
      const Tensor<float> delta = branches[0].layer->forward(x, pass);
      sizes.push_back(size_of(delta) / size_of(x));
      x = block.layer->forward(std::move(x), pass);
    }
  }
  return sizes;
}

}  // namespace

Report follow_gradient(const Images& images, const Options& options) {
  const Random random = Random(options.seed).split(40);
  const std::size_t depth = options.choose<std::size_t>(56, 20);
  Table gradients({{"network"}, {"layer"}, {"gradient"}});
  Table ends(
      {{"network"}, {"first layer", "{:.1e}"}, {"last", "{:.1e}"}, {"first / last", "{:.1f}"}});
  for (const bool has_shortcuts : {false, true}) {
    const std::string name = has_shortcuts ? "residual" : "plain";
    const auto network = make(depth, has_shortcuts, images, random);
    const dln::SoftmaxCrossEntropy<float> loss;
    dln::Classification<float> objective(*network, loss, images.train);
    dln::Pass<float> pass(dln::Mode::train, random.split(1));
    objective.backpropagate(
        arma::regspace<arma::uvec>(0, std::min<std::size_t>(64, images.train.size()) - 1),
        pass);
    std::vector<double> sizes;
    for (const auto& [path, parameter] : objective.parameters()) {
      if (parameter->kind != dln::ParameterKind::weight || !parameter->learns()) continue;
      if (path.find("conv") == std::string::npos) continue;
      sizes.push_back(size_of(pass.gradient(*parameter)) / size_of(parameter->value));
      gradients.add({name, sizes.size(), sizes.back()});
    }
    ends.add({name, sizes.front(), sizes.back(), sizes.front() / sizes.back()});
  }
  // What the blocks add once they have learnt.
  Table added({{"block", "{}"}, {"before training", "{:.2f}"}, {"after", "{:.2f}"}});
  const Variant learner{
      "residual, 20 layers", [&](const Start& start) {
        const auto network = make(20, true, images, start.random);
        const Tensor<float> shown = images.validation.images.examples(
            0, std::min<std::size_t>(32, images.validation.size()));
        const auto before = deltas(*network, shown);
        auto outcome = learn(*network, images, options.choose<std::size_t>(6, 2), start);
        outcome.curves = {{"before", before}, {"after", deltas(*network, shown)}};
        return outcome;
      }};
  const auto learnt = dln::program::compare("deltas", {learner}, options, 1);
  const auto& curves = learnt.outcomes(learner.name)[0].curves;
  for (std::size_t b = 0; b < curves[0].second.size(); ++b)
    added.add({b + 1, curves[0].second[b], curves[1].second[b]});
  Report report;
  report.say(fmt::format(
      "The gradients of {} layers before the first step, as a part of the weights:", depth));
  report.table("path", ends);
  report.data("gradients", gradients);
  report.say(
      "The size of what each block of a residual network of 20 layers adds, as a part of its "
      "input:");
  report.table("deltas", added);
  return report;
}

Report grow_deep(const Images& images, const Options& options) {
  const std::size_t epochs = options.choose<std::size_t>(8, 1);
  std::vector<Variant> variants;
  for (const bool has_shortcuts : {false, true})
    for (const std::size_t depth : {20, 56})
      variants.push_back({fmt::format("{}, {}", has_shortcuts ? "residual" : "plain", depth),
                          [=, &images](const Start& start) {
                            const auto network =
                                make(depth, has_shortcuts, images, start.random);
                            return learn(*network, images, epochs, start);
                          }});
  Report report;
  report.say("The paper's networks with 8, 16 and 32 channels, on images of half the side:");
  report.append(dln::program::compare("depths", variants, options, 2)
                    .report("depths", {{"parameters", "{:.0f}"},
                                       {"last loss", "{:.3f}", Spread::range},
                                       {"accuracy", "{:.1%}", Spread::range}}));
  return report;
}

}  // namespace chapter

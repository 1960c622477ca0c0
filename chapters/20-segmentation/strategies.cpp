#include <fmt/format.h>

#include "dln/layers/avg_pool2d.hpp"
#include "dln/layers/batch_norm.hpp"
#include "dln/layers/bilinear_upsample2d.hpp"
#include "dln/layers/concatenation.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/relu.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Random;
using dln::program::Options;
using dln::program::Report;
using dln::program::Scenes;
using dln::program::Spread;

namespace {

using Network = dln::Sequential<float>;

void add_convolutions(Network& network, std::size_t inputs, std::size_t channels,
                      std::size_t count, const Random& random) {
  for (std::size_t i = 0; i < count; ++i) {
    network.add<dln::Conv2d<float>>(
        dln::conv::square(i == 0 ? inputs : channels, channels, 0, 3, 1, 1), dln::he<float>(),
        random.split(i));
    network.add<dln::BatchNorm<float>>(channels);
    network.add<dln::ReLU<float>>();
  }
}

void add_scores(Network& network, std::size_t inputs, std::size_t classes,
                const Random& random) {
  network.add<dln::Conv2d<float>>(dln::conv::square(inputs, classes, 0, 1), dln::he<float>(),
                                  random);
}

void halve(Network& network, std::size_t factor) {
  network.add<dln::AvgPool2d<float>>(dln::Pooling::square(factor, factor));
}

/** The image at several scales, each through the same layers; their features side by side. */
void build_scales(Network& network, std::size_t classes, const Random& random) {
  constexpr std::size_t channels = 9;
  // [Look at several scales with the same layers]
  const auto shared = std::make_shared<Network>();
  add_convolutions(*shared, 3, channels, 4, random.split(1));
  auto& side_by_side = network.add<dln::Concatenation<float>>();
  side_by_side.add_shared(shared);
  for (const std::size_t factor : {2, 4, 8}) {
    auto& branch = side_by_side.add<Network>();
    halve(branch, factor);
    branch.add_shared(shared);
    branch.add<dln::BilinearUpsample2d<float>>(factor);
  }
  // [Look at several scales with the same layers]
  add_scores(network, 4 * channels, classes, random.split(2));
}

/** A coarse answer from a small image, enlarged, beside the next larger image, and so on. */
void add_refinement(Network& network, std::size_t classes, std::size_t coarser,
                    const Random& random) {
  std::size_t inputs = 3;
  // [Refine what a smaller image said]
  if (coarser > 0) {
    auto& beside = network.add<dln::Concatenation<float>>();
    beside.add<Network>();  // empty: the image itself
    auto& coarse = beside.add<Network>();
    halve(coarse, 2);
    add_refinement(coarse, classes, coarser - 1, random.split(1));
    coarse.add<dln::BilinearUpsample2d<float>>(2);
    inputs += classes;
  }
  // [Refine what a smaller image said]
  const std::size_t channels = coarser == 3 ? 8 : 12;
  add_convolutions(network, inputs, channels, 4, random.split(2));
  add_scores(network, channels, classes, random.split(3));
}

}  // namespace

Report compare_strategies(const Scenes& scenes, const Options& options) {
  const std::size_t classes = scenes.train.pixel_class_names.size();
  const std::vector<Candidate> candidates = {
      {"several scales",
       [=](Network& network, const Random& random) { build_scales(network, classes, random); },
       8},
      {"refinement",
       [=](Network& network, const Random& random) {
         add_refinement(network, classes, 3, random);
       },
       8},
      {"up-sampling",
       [=](Network& network, const Random& random) {
         dln::build_unet(network, {.classes = classes, .channels = 5, .levels = 3}, random);
       },
       8}};
  Report report;
  report.say("Three strategies of about the same cost, on validation scenes:");
  report.append(learn("strategies", candidates, scenes, options, 1, nullptr)
                    .report("strategies", {{"parameters", "{:.0f}"},
                                           {"million multiply-adds", "{:.1f}"},
                                           {"mean IoU", "{:.3f}", Spread::range},
                                           {"pixel accuracy", "{:.3f}"},
                                           {"near boundaries", "{:.3f}"}}));
  return report;
}

}  // namespace chapter

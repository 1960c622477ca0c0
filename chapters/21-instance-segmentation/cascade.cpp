#include <fmt/format.h>

#include "dln/layers/conv2d.hpp"
#include "dln/layers/conv_transpose2d.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/relu.hpp"
#include "dln/models/two_stage.hpp"
#include "experiments.hpp"
#include "program/budget.hpp"
#include "program/timing.hpp"

namespace chapter {

using dln::Random;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

dln::TwoStageRules rules_for(const dln::program::Scenes& scenes) {
  dln::TwoStageRules rules;
  rules.classes = scenes.train.class_names.size();
  rules.proposals.anchors = {{24, 36}, {0.7, 1.4}};
  rules.proposals.stride = 4;
  rules.proposals.sample = 64;
  rules.proposals.max_proposals = 30;
  rules.regions.sample = 16;
  rules.regions.object_share = 0.5;
  rules.cells = 6;
  return rules;
}

/** Chapter 18's network with features twice as fine, and a head for masks if asked for. */
void build(Network& network, const dln::TwoStageRules& rules, bool masks,
           const Random& random) {
  constexpr std::size_t features = 48;
  dln::add_convolution_block(network.trunk, 3, 16, random.split(0));
  network.trunk.add<dln::MaxPool2d<float>>();
  dln::add_convolution_block(network.trunk, 16, 32, random.split(1));
  network.trunk.add<dln::MaxPool2d<float>>();
  dln::add_convolution_block(network.trunk, 32, features, random.split(2));
  dln::add_convolution_block(network.trunk, features, features, random.split(3));
  dln::add_stages(network, features, rules, random);
  if (!masks) return;
  // [A small network for segmentation, on the features of a region]
  dln::add_convolution_block(network.masks, features, 32, random.split(11));
  network.masks.add<dln::ConvTranspose2d<float>>(dln::conv::square(32, 32, 0, 2, 2, 0),
                                                 dln::he<float>(), random.split(12));
  network.masks.add<dln::ReLU<float>>();
  network.masks.add<dln::Conv2d<float>>(dln::conv::square(32, rules.classes, 0, 1),
                                        dln::gaussian<float>(0.01), random.split(13));
  // [A small network for segmentation, on the features of a region]
}

/** The time of the test images, and what it would be with fewer stages. */
Table timed(Network& network, const dln::program::Scenes& scenes,
            const dln::TwoStageRules& rules) {
  const auto x =
      dln::to_tensor<float>(std::span<const dln::Scene>(scenes.test.scenes).first(8));
  dln::Pass<float> pass(dln::Mode::test, Random(1), dln::Keep::nothing);
  Network boxes;  // the same network without masks
  build(boxes, rules, false, Random(1));
  const double trunk = dln::program::median_seconds(5, [&] { network.trunk.forward(x, pass); });
  const double both = dln::program::median_seconds(5, [&] { dln::detect(boxes, x, rules); });
  const double all = dln::program::median_seconds(5, [&] { dln::detect(network, x, rules); });
  Table table({{"so far"}, {"ms an image", "{:.2f}"}});
  table.add({std::string("features"), 1e3 * trunk / 8});
  table.add({std::string("and boxes"), 1e3 * both / 8});
  table.add({std::string("and masks"), 1e3 * all / 8});
  return table;
}

}  // namespace

Report run_cascade(const dln::program::Scenes& scenes, const Options& options) {
  const dln::TwoStageRules rules = rules_for(scenes);
  Network network;
  build(network, rules, true, Random(options.seed).split(3));
  // All four kinds of objects look the same in a mirror.
  const dln::Augmentation augmentation{
      .flip = true, .max_shift = 0.1, .max_scale = 1.15, .colour = 0.1};
  const auto& list = scenes.train.scenes;
  dln::FasterRcnn<float> objective(network, rules, list, augmentation, dln::Stages::both,
                                   scenes.validation.scenes);
  const dln::program::Budget budget = {options.choose<std::size_t>(22, 1), 8};
  constexpr std::size_t batch_size = 8;
  const dln::History history =
      dln::program::train_within("five losses", objective, budget, batch_size, 2e-3, options);
  Report report;
  Table losses({{"loss"}, {"epoch"}, {"value"}});
  for (const dln::Epoch& epoch : history.epochs)
    for (const auto& [name, value] : epoch.parts) losses.add({name, epoch.number, value});
  report.data("losses", losses);
  const dln::TwoStageFound found = dln::detect(network, scenes.test.scenes, rules);
  report.say(fmt::format("Boxes from proposals, then a mask in each; five losses, {} epochs:",
                         history.epochs.size()));
  report.append(judged("cascade", "test_mask_ap", scenes.test, found.detections, found.masks));
  report.say("What each stage takes:");
  report.table("cascade-time", timed(network, scenes, rules));
  const arma::uword shown = std::min<arma::uword>(6, scenes.test.size());
  const auto some = arma::regspace<arma::uvec>(0, shown - 1);
  add_instances(report, "some", scenes.test, found.detections, found.masks, some);
  report.live("live-scenes", scenes_to_touch(scenes.test, some));
  report.live("live-cascade",
              instances_to_touch(scenes.test, found.detections, found.masks, some));
  add_instances(report, "worst", scenes.test, found.detections, found.masks,
                worst_first(scenes.test, found.detections, found.masks).head(shown));
  return report;
}

}  // namespace chapter

#include <fmt/format.h>

#include "dln/layers/batch_norm.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/relu.hpp"
#include "dln/losses/binary_cross_entropy.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/vision/region_masks.hpp"
#include "dln/vision/suppression.hpp"
#include "program/consultation.hpp"
#include "program/training_display.hpp"
#include "regions.hpp"

namespace chapter {

using dln::Box;
using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Report;

namespace {

/** Two streams, joined; what is there, and which of its box's cells belong to it. */
struct Streams {
  dln::Sequential<float> trunk, classes, mask;
};

void build_streams(Streams& network, std::size_t classes, const Random& random) {
  // [Two streams are one convolution in two groups]
  const std::size_t channels[] = {6, 32, 64, 64};
  for (std::size_t l = 0; l < 3; ++l) {
    dln::conv::Geometry geometry = dln::conv::square(channels[l], channels[l + 1], 0, 3, 1, 1);
    geometry.groups = 2;  // each sees its own half of the channels
    network.trunk.add<dln::Conv2d<float>>(geometry, dln::he<float>(), random.split(l));
    network.trunk.add<dln::BatchNorm<float>>(channels[l + 1]);
    network.trunk.add<dln::ReLU<float>>();
    network.trunk.add<dln::MaxPool2d<float>>();
  }
  network.trunk.add<dln::Flatten<float>>();  // from here on they are joined
  // [Two streams are one convolution in two groups]
  constexpr std::size_t places = 9, hidden = 128;
  network.trunk.add<dln::Dense<float>>(64 * places, hidden, dln::he<float>(), random.split(5));
  network.trunk.add<dln::ReLU<float>>();
  network.classes.add<dln::Dense<float>>(hidden, classes + 1, dln::gaussian<float>(0.01),
                                         random.split(6));
  network.mask.add<dln::Dense<float>>(hidden, side * side, dln::gaussian<float>(0.01),
                                      random.split(7));
}

/** The loss of classes, and that of the cells of what is an object. */
class RegionStreams final : public dln::Objective<float> {
 public:
  RegionStreams(Streams& network, const Examples& examples, std::size_t classes)
      : network_(network), examples_(examples), background_(classes) {}

  [[nodiscard]] dln::ParameterList<float> parameters() override {
    dln::ParameterList<float> all;
    const auto add = [&](const std::string& name, dln::Sequential<float>& part) {
      for (const auto& [path, parameter] : part.parameters())
        all.push_back({name + "." + path, parameter});
    };
    add("trunk", network_.trunk);
    add("classes", network_.classes);
    add("mask", network_.mask);
    return all;
  }
  [[nodiscard]] std::size_t examples() const override { return examples_.classes.n_elem; }

  dln::BatchLoss backpropagate(const arma::uvec& examples, dln::Pass<float>& pass) override {
    const arma::uvec labels = examples_.classes(examples);
    dln::WeightedNumbers<float> masks{examples_.masks.examples(examples),
                                      Tensor<float>({examples.n_elem, side * side, 1, 1})};
    for (std::size_t n = 0; n < labels.n_elem; ++n)
      if (labels[n] != background_)
        std::fill_n(masks.weights.data() + n * side * side, side * side, 1.0F);
    pass.want_input_gradient(false);
    const Tensor<float> features = network_.trunk.forward(examples_.x.examples(examples), pass);
    pass.want_input_gradient(true);
    const Tensor<float> scores = network_.classes.forward(features, pass);
    const Tensor<float> logits = network_.mask.forward(features, pass);
    const dln::LossValue named = softmax_.value(scores, labels),
                         drawn = bce_.value(logits, masks);
    Tensor<float> dfeatures =
        network_.mask.backward(bce_.backward(logits, masks, drawn.factor()), pass);
    dfeatures +=
        network_.classes.backward(softmax_.backward(scores, labels, named.factor()), pass);
    pass.want_input_gradient(false);
    network_.trunk.backward(std::move(dfeatures), pass);
    return {named.mean() + drawn.mean(), {{"class", named.mean()}, {"mask", drawn.mean()}}};
  }

 private:
  Streams& network_;
  const Examples& examples_;
  std::size_t background_;
  dln::SoftmaxCrossEntropy<float> softmax_;
  dln::BinaryCrossEntropy<float> bce_;
};

/** What was found: each detection with the region's own mask, and with the refined one. */
struct Found {
  std::vector<dln::Detections> detections;
  std::vector<Masks> regions, refined;
};

Found find(Streams& network, const dln::SceneSet& scenes, const Candidates& candidates) {
  const std::size_t classes = scenes.class_names.size();
  Found found;
  dln::Pass<float> pass(dln::Mode::test, Random(1), dln::Keep::nothing);
  for (std::size_t n = 0; n < scenes.size(); ++n) {
    const std::size_t count = candidates[n].size();
    Tensor<float> x({count, 6, crop, crop});
    std::vector<Box> boxes;
    for (std::size_t i = 0; i < count; ++i) {
      look(scenes.scenes[n], candidates[n][i], x.data() + i * 6 * crop * crop);
      boxes.push_back(candidates[n][i].box);
    }
    const Tensor<float> features = network.trunk.forward(x, pass);
    const Tensor<float> scores = network.classes.forward(features, pass);
    const Tensor<float> logits = network.mask.forward(features, pass);
    arma::fmat p = scores.columns();  // a region a column
    p.each_row() -= arma::frowvec(arma::max(p, 0));
    p = arma::exp(p);
    p.each_row() /= arma::frowvec(arma::sum(p, 0));
    dln::Detections detections;
    Masks regions, refined;
    for (std::size_t c = 0; c < classes; ++c) {
      const arma::vec sure = arma::conv_to<arma::vec>::from(p.row(c));
      for (const arma::uword i : dln::suppressed(boxes, sure, 0.3, 10)) {
        if (sure[i] < 0.05) continue;
        detections.push_back({c, boxes[i], sure[i]});
        regions.push_back(candidates[n][i].mask);
        refined.push_back(dln::pasted(logits.data() + i * side * side, side, boxes[i],
                                      scenes.scenes[n].image.height,
                                      scenes.scenes[n].image.width));
      }
    }
    found.detections.push_back(detections);
    found.regions.push_back(regions);
    found.refined.push_back(refined);
  }
  return found;
}

}  // namespace

Report run_proposals(const dln::program::Scenes& scenes, const Options& options) {
  const Random random = Random(options.seed).split(6);
  const auto seen = all_candidates(scenes.train, random.split(1)),
             unseen = all_candidates(scenes.test, random.split(2));
  const Examples examples = examples_of(scenes.train, seen, random.split(3));
  const std::size_t classes = scenes.train.class_names.size();
  Streams network;
  build_streams(network, classes, random.split(4));
  RegionStreams objective(network, examples, classes);
  constexpr std::size_t batch_size = 32;
  const std::size_t epochs = options.choose<std::size_t>(8, 1);
  dln::Adam<float> optimizer(
      dln::linear_decay(2e-3, epochs * dln::steps_per_epoch(objective.examples(), batch_size)));
  dln::program::train(objective, optimizer,
                      {.epochs = epochs,
                       .batch_size = batch_size,
                       .seed = options.seed,
                       .callback = dln::program::display("two streams")});
  dln::program::stop_if_interrupted();
  const auto [half, mean] = covered(scenes.test, unseen);
  const Found found = find(network, scenes.test, unseen);
  Report report;
  report.say(fmt::format(
      "Selective search's regions cover {:.1f} % of the test images' objects by half, and an "
      "object by {:.2f} on average. Two streams learn from {} regions. As they are:",
      100 * half, mean, examples.classes.n_elem));
  report.note("regions_cover", half);
  report.note("regions_mean_best", mean);
  report.append(
      judged("regions", "regions_mask_ap", scenes.test, found.detections, found.regions));
  report.say("And with each region's mask refined by what is in its box:");
  report.append(
      judged("refined", "proposals_mask_ap", scenes.test, found.detections, found.refined));
  const arma::uword shown = std::min<arma::uword>(6, scenes.test.size());
  const auto some = arma::regspace<arma::uvec>(0, shown - 1);
  add_instances(report, "regions-some", scenes.test, found.detections, found.refined, some);
  report.live("live-regions",
              instances_to_touch(scenes.test, found.detections, found.refined, some));
  return report;
}

}  // namespace chapter

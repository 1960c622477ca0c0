#include <fmt/format.h>

#include "dln/core/threads.hpp"
#include "dln/data/warp.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/relu.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/prediction.hpp"
#include "dln/vision/matching.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"
#include "program/training_display.hpp"

namespace chapter {

using dln::Box;
using dln::Random;
using dln::Tensor;

namespace {

// [Warp a region to a square, with a little of what is around it]
dln::Image8 warped_region(const dln::Image8& image, const Box& box, const Plan& plan) {
  const double share = plan.context / (static_cast<double>(plan.side) - 2 * plan.context);
  const double x = share * box.width(), y = share * box.height();
  const Box larger{box.x_min - x, box.y_min - y, box.x_max + x, box.y_max + y};
  return dln::warped_image(image, dln::crop(larger, plan.side, plan.side), plan.side,
                           plan.side);
}
// [Warp a region to a square, with a little of what is around it]

/** Regions of one image to learn from, and what they are: 0 is background, k + 1 the class k.
 */
struct Regions {
  Boxes boxes;
  std::vector<arma::uword> labels;
};

Regions regions_to_learn(const dln::Scene& scene, const Boxes& proposals, std::size_t count,
                         const Random& random) {
  Boxes objects;
  for (const dln::SceneObject& object : scene.objects) objects.push_back(object.box);
  // [Draw regions of objects and of background]
  Boxes candidates = objects;  // the true boxes first: each is a region of itself
  candidates.insert(candidates.end(), proposals.begin(), proposals.end());
  const dln::Matching matching =
      dln::matched(overlaps(candidates, objects), {.object = 0.5, .background = 0.5});
  const dln::Sample sample = dln::sampled(matching, count, 0.5, random);
  // [Draw regions of objects and of background]
  Regions regions;
  for (const arma::uword i : sample.objects) {
    regions.boxes.push_back(candidates[i]);
    regions.labels.push_back(1 + scene.objects[matching.object[i]].label);
  }
  for (const arma::uword i : sample.background) {
    regions.boxes.push_back(candidates[i]);
    regions.labels.push_back(0);
  }
  return regions;
}

dln::Dataset<float> crops_of(const dln::SceneSet& scenes, const std::vector<Boxes>& proposals,
                             const Plan& plan, const Random& random) {
  std::vector<Regions> regions(scenes.size());
  std::vector<Tensor<float>> crops(scenes.size());
  dln::parallel_for(scenes.size(), [&](std::size_t i) {
    regions[i] = regions_to_learn(scenes.scenes[i], proposals[i], plan.crops, random.split(i));
    crops[i] = warped_regions(scenes.scenes[i].image, regions[i].boxes, plan);
  });
  dln::Dataset<float> data{
      .name = scenes.name, .images = {}, .labels = {}, .class_names = {"background"}};
  data.class_names.insert(data.class_names.end(), scenes.class_names.begin(),
                          scenes.class_names.end());
  std::vector<arma::uword> labels;
  for (const Regions& one : regions)
    labels.insert(labels.end(), one.labels.begin(), one.labels.end());
  data.labels = arma::uvec(labels);
  data.images = Tensor<float>::uninitialized({labels.size(), 3, plan.side, plan.side});
  float* to = data.images.data();
  for (const Tensor<float>& one : crops) to = std::copy_n(one.data(), one.size(), to);
  return data;
}

CodeNetwork build(std::size_t classes, const Plan& plan, const Random& random) {
  CodeNetwork result{std::make_unique<dln::Sequential<float>>(), nullptr};
  // [Build the trunk whose last layer is the code]
  auto& trunk = result.whole->add_named<dln::Sequential<float>>("trunk");
  std::size_t channels = 3, side = plan.side;
  for (const std::size_t filters : {16, 32, 64}) {
    trunk.add<dln::Conv2d<float>>(dln::conv::square(channels, filters, side, 3, 1, 1),
                                  dln::he<float>(), random.split(filters));
    trunk.add<dln::ReLU<float>>();
    trunk.add<dln::MaxPool2d<float>>(dln::Pooling::square(2, 2));
    channels = filters;
    side /= 2;
  }
  trunk.add<dln::Flatten<float>>();
  trunk.add<dln::Dense<float>>(channels * side * side, plan.codes, dln::he<float>(),
                               random.split(1));
  trunk.add<dln::ReLU<float>>();
  result.whole->add_named<dln::Dense<float>>("scores", plan.codes, classes + 1,
                                             dln::he<float>(), random.split(2));
  // [Build the trunk whose last layer is the code]
  result.trunk = &trunk;
  return result;
}

}  // namespace

Plan plan_for(const Scenes& scenes, const Options& options) {
  const bool real = !options.data.empty();
  Plan plan;
  plan.search = dln::program::search_plan_for(scenes, options);
  plan.side = real ? 32 : 24;
  plan.crops = options.choose<std::size_t>(real ? 48 : 32, 16);
  plan.epochs =
      options.epochs > 0 ? options.epochs : options.choose<std::size_t>(real ? 15 : 8, 4);
  return plan;
}

Tensor<float> warped_regions(const dln::Image8& image, const Boxes& boxes, const Plan& plan) {
  auto crops = Tensor<float>::uninitialized({boxes.size(), 3, plan.side, plan.side});
  dln::parallel_for(boxes.size(), [&](std::size_t i) {
    copy_example(warped_region(image, boxes[i], plan), "region", crops, i);
  });
  crops.values() -= 0.5F;
  return crops;
}

arma::fmat codes_of(const CodeNetwork& network, const dln::Image8& image, const Boxes& boxes,
                    const Plan& plan) {
  return dln::predict(*network.trunk, warped_regions(image, boxes, plan)).columns();
}

std::pair<CodeNetwork, Report> train_codes(const Scenes& scenes, const Proposals& proposals,
                                           const Plan& plan, const Options& options) {
  const Random random = Random(options.seed).split(50);
  const dln::Dataset<float> train =
      crops_of(scenes.train, proposals.train, plan, random.split(1));
  const dln::Dataset<float> validation =
      crops_of(scenes.validation, proposals.validation, plan, random.split(2));
  CodeNetwork network = build(scenes.train.class_names.size(), plan, random.split(3));
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(*network.whole, loss, train, &validation);
  const std::size_t steps = plan.epochs * dln::steps_per_epoch(train.size(), 64);
  dln::Adam<float> optimizer(dln::linear_decay(2e-3, steps, 0.02));
  const dln::History history =
      dln::program::train(objective, optimizer,
                          {.epochs = plan.epochs,
                           .seed = options.seed,
                           .callback = dln::program::display("network for codes")});
  dln::program::stop_if_interrupted();

  Report report;
  report.say(fmt::format("{} regions of {} scenes, each warped to {} x {} pixels:",
                         train.size(), scenes.train.size(), plan.side, plan.side));
  report.table("network", dln::program::history_table(history));
  const std::size_t shown = std::min<std::size_t>(24, train.size());
  arma::uvec pick(shown);
  for (std::size_t i = 0; i < shown; ++i) pick[i] = i * train.size() / shown;
  Tensor<float> pictures = train.images.examples(pick);
  pictures.values() += 0.5F;
  std::vector<std::string> names;
  for (const arma::uword i : pick) names.push_back(train.class_names[train.labels[i]]);
  report.pictures("crops", pictures, names);
  report.note("network", network.whole->name());
  report.note("network_validation_accuracy", history.epochs.back().validation.front().value);
  return {std::move(network), std::move(report)};
}

}  // namespace chapter

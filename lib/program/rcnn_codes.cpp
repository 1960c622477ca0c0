#include "program/rcnn_codes.hpp"

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
#include "program/consultation.hpp"
#include "program/training_display.hpp"

namespace dln::program {

namespace {

// [Warp a region to a square, with a little of what is around it]
Image8 warped_region(const Image8& image, const Box& box, const RcnnPlan& plan) {
  const double share = plan.context / (static_cast<double>(plan.side) - 2 * plan.context);
  const double x = share * box.width(), y = share * box.height();
  const Box larger{box.x_min - x, box.y_min - y, box.x_max + x, box.y_max + y};
  return warped_image(image, crop(larger, plan.side, plan.side), plan.side, plan.side);
}
// [Warp a region to a square, with a little of what is around it]

/** Regions of one image to learn from, and what they are: 0 is background, k + 1 the class k.
 */
struct Regions {
  Boxes boxes;
  std::vector<arma::uword> labels;
};

Regions regions_to_learn(const Scene& scene, const Boxes& proposals, std::size_t count,
                         const Random& random) {
  Boxes objects;
  for (const SceneObject& object : scene.objects) objects.push_back(object.box);
  // [Draw regions of objects and of background]
  Boxes candidates = objects;  // the true boxes first: each is a region of itself
  candidates.insert(candidates.end(), proposals.begin(), proposals.end());
  const Matching matching =
      matched(overlaps(candidates, objects), {.object = 0.5, .background = 0.5});
  const Sample sample = sampled(matching, count, 0.5, random);
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

Dataset<float> crops_of(const SceneSet& scenes, const std::vector<Boxes>& proposals,
                        const RcnnPlan& plan, const Random& random) {
  std::vector<Regions> regions(scenes.size());
  std::vector<Tensor<float>> crops(scenes.size());
  parallel_for(scenes.size(), [&](std::size_t i) {
    regions[i] = regions_to_learn(scenes.scenes[i], proposals[i], plan.crops, random.split(i));
    crops[i] = warped_regions(scenes.scenes[i].image, regions[i].boxes, plan);
  });
  Dataset<float> data{
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

CodeNetwork build(std::size_t classes, const RcnnPlan& plan, const Random& random) {
  CodeNetwork result{std::make_unique<Sequential<float>>(), nullptr};
  // [Build the trunk whose last layer is the code]
  auto& trunk = result.whole->add_named<Sequential<float>>("trunk");
  std::size_t channels = 3, side = plan.side;
  for (const std::size_t filters : {16, 32, 64}) {
    trunk.add<Conv2d<float>>(conv::square(channels, filters, side, 3, 1, 1), he<float>(),
                             random.split(filters));
    trunk.add<ReLU<float>>();
    trunk.add<MaxPool2d<float>>(Pooling::square(2, 2));
    channels = filters;
    side /= 2;
  }
  trunk.add<Flatten<float>>();
  trunk.add<Dense<float>>(channels * side * side, plan.codes, he<float>(), random.split(1));
  trunk.add<ReLU<float>>();
  result.whole->add_named<Dense<float>>("scores", plan.codes, classes + 1, he<float>(),
                                        random.split(2));
  // [Build the trunk whose last layer is the code]
  result.trunk = &trunk;
  return result;
}

}  // namespace

RcnnPlan rcnn_plan_for(const Scenes& scenes, const Options& options) {
  const bool real = !options.data.empty();
  RcnnPlan plan;
  plan.search = search_plan_for(scenes, options);
  plan.side = real ? 32 : 24;
  plan.crops = options.choose<std::size_t>(real ? 48 : 32, 16);
  plan.epochs =
      options.epochs > 0 ? options.epochs : options.choose<std::size_t>(real ? 15 : 8, 4);
  return plan;
}

Tensor<float> warped_regions(const Image8& image, const Boxes& boxes, const RcnnPlan& plan) {
  auto crops = Tensor<float>::uninitialized({boxes.size(), 3, plan.side, plan.side});
  parallel_for(boxes.size(), [&](std::size_t i) {
    copy_example(warped_region(image, boxes[i], plan), "region", crops, i);
  });
  crops.values() -= 0.5F;
  return crops;
}

arma::fmat codes_of(const CodeNetwork& network, const Image8& image, const Boxes& boxes,
                    const RcnnPlan& plan) {
  return predict(*network.trunk, warped_regions(image, boxes, plan)).columns();
}

std::pair<CodeNetwork, Report> train_codes(const Scenes& scenes, const Proposals& proposals,
                                           const RcnnPlan& plan, const Options& options) {
  const Random random = Random(options.seed).split(50);
  const Dataset<float> train = crops_of(scenes.train, proposals.train, plan, random.split(1));
  const Dataset<float> validation =
      crops_of(scenes.validation, proposals.validation, plan, random.split(2));
  CodeNetwork network = build(scenes.train.class_names.size(), plan, random.split(3));
  const SoftmaxCrossEntropy<float> loss;
  Classification<float> objective(*network.whole, loss, train, &validation);
  const std::size_t steps = plan.epochs * steps_per_epoch(train.size(), 64);
  Adam<float> optimizer(linear_decay(2e-3, steps, 0.02));
  const History history = program::train(
      objective, optimizer,
      {.epochs = plan.epochs, .seed = options.seed, .callback = display("network for codes")});
  stop_if_interrupted();

  Report report;
  report.say(fmt::format("{} regions of {} scenes, each warped to {} x {} pixels:",
                         train.size(), scenes.train.size(), plan.side, plan.side));
  report.table("network", history_table(history));
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

}  // namespace dln::program

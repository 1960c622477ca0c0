// The gradient checks of two heads on one trunk, for an image and for regions.
#include "dln/layers/conv2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/global_average_pool.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/layers/soft_argmax2d.hpp"
#include "dln/losses/smooth_l1.hpp"
#include "dln/losses/squared_error.hpp"
#include "dln/train/fast_rcnn.hpp"
#include "dln/train/localization.hpp"
#include "gradients/checks.hpp"
#include "support.hpp"

namespace dln::test {
namespace {

using gradcheck::Report;
using Seed = std::uint64_t;

/** Six images of three classes, one of which shows nothing. */
LocatedObjects<double> located_examples(Seed seed) {
  LocatedObjects<double> objects{random_tensor<double>({6, 2, 4, 5}, seed),
                                 {0, 1, 2, 0, ignored_label, 1},
                                 random_tensor<double>({6, 4, 1, 1}, seed + 1)};
  return objects;
}

Report localization(const NumberLoss<double>& loss, std::size_t numbers,
                    const Localization<double>::Weights& weights, Seed seed) {
  Sequential<double> trunk, class_head, box_head;
  trunk.add<Conv2d<double>>(conv::square(2, 4, 5, 3, 1, 1), he<double>(), Random(seed));
  trunk.add<ReLU<double>>();
  class_head.add<GlobalAveragePool<double>>();
  class_head.add<Dense<double>>(4, 3, he<double>(), Random(seed + 1));
  box_head.add<SoftArgmax2d<double>>();
  box_head.add<Dense<double>>(8, numbers, he<double>(), Random(seed + 2));
  const TwoHeads<double> network{trunk, class_head, box_head};
  const LocatedObjects<double> objects = located_examples(seed);
  const auto source = [&](const arma::uvec& indices, Random&) { return objects.pick(indices); };
  Localization<double> objective(network, loss, 6, source, nullptr, weights);
  const auto step = [&](Pass<double>& pass) {
    return objective.backpropagate({0, 1, 2, 4, 5}, pass).loss;
  };
  // A head that is left out has no gradient, and is no part of what is checked.
  ParameterList<double> parameters;
  for (const auto& named : objective.parameters())
    if (!(weights.classes == 0 && named.path.starts_with("class")) &&
        !(weights.boxes == 0 && named.path.starts_with("box")))
      parameters.push_back(named);
  return gradcheck::check_step("Localization", parameters, step, nullptr,
                               {.tolerance = 1e-6, .seed = seed});
}

/** Two images, five regions of three classes and of background, over a trunk with a stride
 * of 2. */
Report fast_rcnn(RegionPooling pooling, Seed seed) {
  Sequential<double> trunk, body;
  trunk.add<Conv2d<double>>(conv::square(2, 4, 8, 3, 2, 1), he<double>(), Random(seed));
  trunk.add<ReLU<double>>();
  body.add<Flatten<double>>();
  body.add<Dense<double>>(16, 6, he<double>(), Random(seed + 1));
  Dense<double> class_head(6, 4, he<double>(), Random(seed + 2));
  Dense<double> box_head(6, 12, he<double>(), Random(seed + 3));
  const RegionNetwork<double> network{trunk, body, class_head, box_head, {2, 2, 2}, pooling};
  RegionBatch<double> batch;
  batch.images = random_tensor<double>({2, 2, 8, 8}, seed);
  batch.targets = {
      {{0, {0, 0, 8, 8}},
       {0, {1, 2, 6, 5}},
       {1, {3, 3, 8, 8}},
       {1, {0, 1, 5, 7}},
       {1, {2, 0, 4, 8}}},
      {0, 3, 2, 1, 3},
      {random_tensor<double>({5, 12, 1, 1}, seed + 4), Tensor<double>({5, 12, 1, 1})}};
  for (const std::size_t r : {0U, 2U, 3U})
    for (std::size_t k = 0; k < 4; ++k)
      batch.targets.offsets.weights[(3 * r + batch.targets.classes[r]) * 4 + k] = 1;
  FastRcnn<double> objective(
      network, 2, [&](const arma::uvec&, Random&) { return batch; }, 1.5);
  const auto step = [&](Pass<double>& pass) {
    return objective.backpropagate({0, 1}, pass).loss;
  };
  return gradcheck::check_step("FastRcnn", objective.parameters(), step, nullptr,
                               {.tolerance = 1e-6, .seed = seed});
}

}  // namespace

std::vector<GradientCheck> localization_checks() {
  std::vector<GradientCheck> checks;
  const auto add = [&](const char* subject, const char* setting,
                       std::function<Report(Seed)> run) {
    checks.push_back({subject, setting, std::move(run)});
  };
  const auto argmax = [](const Shape& shape, Seed s) {
    SoftArgmax2d<double> layer;
    return gradcheck::check_layer(layer, random_tensor<double>(shape, s), {.seed = s});
  };
  add("SoftArgmax2d", "images", [=](Seed s) { return argmax({2, 3, 4, 5}, s); });
  add("SoftArgmax2d", "batch of one", [=](Seed s) { return argmax({1, 1, 3, 2}, s); });
  add("Localization", "squared error, 4 numbers",
      [](Seed s) { return localization(SquaredError<double>(), 4, {}, s); });
  add("Localization", "smooth L1, 4 numbers a class", [](Seed s) {
    return localization(SmoothL1<double>(0.5), 12, {1, 3}, s);
  });
  add("Localization", "boxes alone", [](Seed s) {
    return localization(SquaredError<double>(), 4, {0, 2}, s);
  });
  add("Localization", "classes alone", [](Seed s) {
    return localization(SquaredError<double>(), 4, {2, 0}, s);
  });
  add("FastRcnn", "max pooling of regions",
      [](Seed s) { return fast_rcnn(RegionPooling::max, s); });
  add("FastRcnn", "aligned regions", [](Seed s) { return fast_rcnn(RegionPooling::align, s); });
  return checks;
}

}  // namespace dln::test

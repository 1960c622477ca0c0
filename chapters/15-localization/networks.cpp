#include "dln/layers/batch_norm.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/global_average_pool.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/soft_argmax2d.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/train/prediction.hpp"
#include "dln/train/training.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::Random;
using dln::Shape;

namespace {

constexpr std::size_t maps = 8;  // that look for places

}  // namespace

void build_trunk(Network& network, const Singles& singles, const Random& random) {
  const bool large = singles.width() > 100;
  const std::vector<std::size_t> filters = large ? std::vector<std::size_t>{16, 32, 64, 64, 64}
                                                 : std::vector<std::size_t>{16, 32, 64, 64};
  constexpr std::size_t pooled = 3;
  Shape shape{1, 3, static_cast<std::size_t>(singles.height()),
              static_cast<std::size_t>(singles.width())};
  for (std::size_t l = 0; l < filters.size(); ++l) {
    dln::conv::Geometry geometry = dln::conv::square(shape.channels, filters[l], 0, 3, 1, 1);
    geometry.height = shape.height;
    geometry.width = shape.width;
    network.trunk.add<dln::Conv2d<float>>(geometry, dln::he<float>(), random.split(l));
    network.trunk.add<dln::BatchNorm<float>>(filters[l]);
    network.trunk.add<dln::ReLU<float>>();
    if (l < pooled) network.trunk.add<dln::MaxPool2d<float>>();
    shape.channels = filters[l];
    if (l < pooled) shape = {1, shape.channels, shape.height / 2, shape.width / 2};
  }
}

void build_class_head(Network& network, const Shape& features, std::size_t classes,
                      const Random& random) {
  network.class_head.add<dln::GlobalAveragePool<float>>();
  network.class_head.add<dln::Dense<float>>(features.channels, classes, dln::he<float>(),
                                            random.split(20));
}

void build_box_head(Network& network, const Shape& features, Attach attach, std::size_t numbers,
                    const Random& random) {
  auto& head = network.box_head;
  const dln::Initializer<float> small = dln::gaussian<float>(0.01);
  // [Attach the box head to the last feature map]
  switch (attach) {
    case Attach::pooled:  // to the means that the class head reads: C numbers without a place
      head.add<dln::GlobalAveragePool<float>>();
      head.add<dln::Dense<float>>(features.channels, numbers, small, random.split(30));
      break;
    case Attach::flattened:  // to every place of every channel
      head.add<dln::Flatten<float>>();
      head.add<dln::Dense<float>>(features.features(), numbers, small, random.split(30));
      break;
    case Attach::hidden:  // the same, through a hidden layer
      head.add<dln::Flatten<float>>();
      head.add<dln::Dense<float>>(features.features(), 64, dln::he<float>(), random.split(31));
      head.add<dln::ReLU<float>>();
      head.add<dln::Dense<float>>(64, numbers, small, random.split(30));
      break;
    case Attach::places:  // to the mean places of a few maps
      head.add<dln::Conv2d<float>>(dln::conv::square(features.channels, maps, 0, 1),
                                   dln::he<float>(), random.split(31));
      head.add<dln::SoftArgmax2d<float>>();
      head.add<dln::Dense<float>>(2 * maps, numbers, dln::gaussian<float>(0.1),
                                  random.split(30));
      break;
  }
  // [Attach the box head to the last feature map]
  // It begins with a box in the middle of the image, whatever it sees.
  auto& last = dynamic_cast<dln::Dense<float>&>(*head.parts().back().layer);
  const arma::fvec middle = {0.5F, 0.5F, 0.4F, 0.4F};
  last.bias().value.values() = arma::repmat(middle, numbers / 4, 1);
}

void copy_weights(const dln::Layer<float>& from, dln::Layer<float>& to) {
  // Parameters are listed by a layer that may be changed; nothing of it is.
  const auto source = const_cast<dln::Layer<float>&>(from)
                          .parameters();  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  const auto target = to.parameters();
  for (std::size_t p = 0; p < target.size(); ++p)
    target[p].parameter->value = source.at(p).parameter->value;
}

std::vector<std::pair<std::string, double>> measures(const dln::Located<float>& located,
                                                     const Objects& truth,
                                                     const Singles& singles) {
  const arma::vec ious = dln::overlaps(located, truth);
  double sides = 0, correct = 0;
  for (std::size_t n = 0; n < ious.n_elem; ++n) {
    const auto box = [&](const dln::Tensor<float>& boxes) {
      return dln::box_of_shares(boxes.data() + 4 * n, singles.width(), singles.height());
    };
    const dln::Box ours = box(located.boxes), theirs = box(truth.boxes);
    // [Measure a box by pixels and by area]
    sides += (std::abs(ours.x_min - theirs.x_min) + std::abs(ours.x_max - theirs.x_max) +
              std::abs(ours.y_min - theirs.y_min) + std::abs(ours.y_max - theirs.y_max)) /
             4;
    correct += dln::iou(ours, theirs) >= 0.5 && located.classes[n] == truth.labels[n] ? 1 : 0;
    // [Measure a box by pixels and by area]
  }
  const auto count = static_cast<double>(ious.n_elem);
  return {{"mean IoU", arma::mean(ious)},
          {"error in pixels", sides / count},
          {"IoU of 0.5", static_cast<double>(arma::accu(ious >= 0.5)) / count},
          {"accuracy", dln::accuracy(located.classes, truth.labels)},
          {"both correct", correct / count}};
}

std::vector<double> learn(Network& network, const Objects& train, const Plan& plan,
                          const dln::program::Start& start) {
  const auto source = [&](const arma::uvec& examples, Random&) { return train.pick(examples); };
  dln::Localization<float> objective(network.heads(), plan.box_loss, train.labels.n_elem,
                                     source, nullptr, plan.weights);
  const std::size_t steps = plan.epochs * dln::steps_per_epoch(train.labels.n_elem, 16);
  dln::Adam<float> optimizer(dln::linear_decay(plan.rate, steps, 0.01));
  const dln::History history = dln::program::train(objective, optimizer,
                                                   {.epochs = plan.epochs,
                                                    .batch_size = 16,
                                                    .seed = start.seed,
                                                    .callback = start.callback()});
  dln::program::stop_if_interrupted();
  std::vector<double> losses;
  for (const dln::Epoch& epoch : history.epochs) losses.push_back(epoch.loss);
  return losses;
}

}  // namespace chapter

#include <fmt/format.h>

#include "dln/data/generated_scenes.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/relu.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/prediction.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"
#include "program/training_display.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

using Network = dln::Sequential<float>;

constexpr std::size_t side = 32, hidden = 48, classes = 10, filters = 24;

/** The layers below the dense ones, without padding: 32 x 32 becomes 2 x 2. */
void add_trunk(Network& network, const Random& random) {
  std::size_t inputs = 3;
  for (std::size_t level = 0; level < 3; ++level) {
    const std::size_t outputs = filters * (level + 1) / 3;
    network.add<dln::Conv2d<float>>(dln::conv::square(inputs, outputs, 0, 3), dln::he<float>(),
                                    random.split(level));
    network.add<dln::ReLU<float>>();
    network.add<dln::MaxPool2d<float>>();
    inputs = outputs;
  }
}

void build_classifier(Network& network, const Random& random) {
  add_trunk(network, random);
  network.add<dln::Flatten<float>>();
  network.add<dln::Dense<float>>(filters * 4, hidden, dln::he<float>(), random.split(10));
  network.add<dln::ReLU<float>>();
  network.add<dln::Dense<float>>(hidden, classes, dln::he<float>(), random.split(11));
}

/** The same weights in the same order, the dense ones as filters. */
void build_convolutional(Network& network, Network& classifier) {
  add_trunk(network, Random(1));
  // [Turn dense layers into convolutions]
  network.add<dln::Conv2d<float>>(dln::conv::square(filters, hidden, 0, 2), dln::he<float>(),
                                  Random(1));
  network.add<dln::ReLU<float>>();
  network.add<dln::Conv2d<float>>(dln::conv::square(hidden, classes, 0, 1), dln::he<float>(),
                                  Random(1));
  const auto from = classifier.parameters(), to = network.parameters();
  for (std::size_t i = 0; i < to.size(); ++i)
    to[i].parameter->value = from[i].parameter->value.reshaped(to[i].parameter->value.shape());
  // [Turn dense layers into convolutions]
}

double learn(Network& network, const Options& options) {
  const Random random = Random(options.seed).split(20);
  const auto all =
      dln::object_images<float>(options.choose<std::size_t>(900, 200), side, random.split(1));
  const auto [train, validation] = dln::split(all, all.size() / 6, random.split(2));
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(network, loss, train, &validation);
  dln::Adam<float> optimizer(2e-3);
  dln::program::train(objective, optimizer,
                      {.epochs = options.choose<std::size_t>(12, 2),
                       .batch_size = 32,
                       .seed = options.seed,
                       .callback = dln::program::display("classifier")});
  dln::program::stop_if_interrupted();
  return dln::value_of(objective.validate(), "accuracy");
}

}  // namespace

Report make_convolutional(const Options& options) {
  Network classifier, convolutional;
  build_classifier(classifier, Random(options.seed).split(21));
  const double accuracy = learn(classifier, options);
  build_convolutional(convolutional, classifier);

  dln::SceneOptions wide{.height = 96, .width = 128, .min_objects = 3, .max_objects = 4};
  wide.min_size = 0.25;
  wide.max_size = 0.32;
  wide.distractors = 0;
  const dln::SceneSet scenes = dln::generated_scenes(2, wide, Random(options.seed).split(22));
  const Tensor<float> images = dln::to_tensor<float>(scenes.scenes);
  const Tensor<float> scores = dln::predict(convolutional, images);

  // The classifier on the window that the first and the last of the scores see.
  const std::size_t rows = scores.shape().height, columns = scores.shape().width, stride = 8;
  double largest = 0;
  for (const auto& [p, q] :
       {std::pair{std::size_t{0}, std::size_t{0}}, {rows / 2, columns / 2}}) {
    Tensor<float> window({1, 3, side, side});
    window.image(0) = images.image(0).tube(q * stride, p * stride, arma::size(side, side));
    const Tensor<float> one = dln::predict(classifier, window);
    for (std::size_t k = 0; k < classes; ++k)
      largest =
          std::max(largest, std::abs(static_cast<double>(one[k] - scores.image(0)(q, p, k))));
  }
  Report report;
  report.say(
      fmt::format("A classifier of {} x {} pixels ({:.1f} % correct) and the same weights "
                  "as convolutions, on scenes of 96 x 128:",
                  side, side, 100 * accuracy));
  Table table({{"network"}, {"parameters"}, {"scores for 96 x 128"}});
  table.add({"with dense layers", dln::count_weights(classifier.parameters()), "none"});
  table.add({"convolutional", dln::count_weights(convolutional.parameters()),
             fmt::format("{} x {} of each class", rows, columns)});
  report.table("convolutional", table);
  report.note("convolutional_difference", largest);
  report.note("classifier_accuracy", accuracy);

  Tensor<float> shown({4, 3, 96, 128});
  std::vector<std::string> names;
  for (std::size_t i = 0; i < 2; ++i) {
    shown.image(2 * i) = images.image(i);
    names.emplace_back("scene");
    arma::fmat sure(columns, rows);
    arma::fcube all = scores.image(i);
    for (std::size_t q = 0; q < columns; ++q)
      for (std::size_t p = 0; p < rows; ++p) {
        const arma::fmat one = arma::fvec(all.tube(q, p));
        sure(q, p) = dln::softmax(one).max();
      }
    for (std::size_t x = 0; x < 128; ++x)
      for (std::size_t y = 0; y < 96; ++y)
        for (std::size_t c = 0; c < 3; ++c) {
          const bool seen = x >= 12 && y >= 12 && (x - 12) / 8 < columns && (y - 12) / 8 < rows;
          shown.image(2 * i + 1)(x, y, c) = seen ? sure((x - 12) / 8, (y - 12) / 8) : 0.0F;
        }
    names.emplace_back("probability of the likeliest class");
  }
  report.pictures("heat", shown, names);
  return report;
}

}  // namespace chapter

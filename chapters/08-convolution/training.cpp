#include <fmt/format.h>

#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/relu.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/train/classification.hpp"
#include "experiments.hpp"
#include "program/interrupt.hpp"
#include "program/training_display.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Report;

namespace {

/** The mean loss of some images, before the network has learnt anything: the same for a
 * training that is resumed. */
double first_loss(const dln::Layer<float>& network, const Images& images, std::size_t count) {
  const Tensor<float> scores = dln::predict(network, images.train.images.examples(0, count));
  return dln::SoftmaxCrossEntropy<float>()
      .value(scores, images.train.labels.head(count))
      .mean();
}

}  // namespace

ConvNet train_network(const Images& images, const Options& options) {
  const Random random = Random(options.seed).split(10);
  const auto blocks = options.choose<std::vector<std::size_t>>({32, 64, 128}, {16, 32});
  ConvNet net;
  // [Build a network of convolution, ReLU and pooling]
  net.network = std::make_unique<dln::Sequential<float>>();
  std::size_t channels = images.train.images.shape().channels;
  for (const std::size_t filters : blocks) {
    auto& convolution =
        net.network->add<dln::Conv2d<float>>(dln::conv::square(channels, filters, 3, 3, 1, 1),
                                             dln::he<float>(), random.split(filters));
    if (!net.first) net.first = &convolution;
    net.network->add<dln::ReLU<float>>();
    net.network->add<dln::MaxPool2d<float>>(dln::Pooling::square(2, 2));
    channels = filters;
  }
  const std::size_t features =
      net.network->output_shape(images.train.images.shape()).features();
  net.network->add<dln::Flatten<float>>();
  net.network->add<dln::Dense<float>>(features, images.train.classes(), dln::he<float>(),
                                      random.split(1));
  // [Build a network of convolution, ReLU and pooling]

  const std::size_t size = images.train.size(), usual = size > 20000 ? 6
                                                        : size > 5000
                                                            ? 12
                                                            : 6;  // under five minutes
  const std::size_t epochs =
      options.epochs > 0 ? options.epochs : options.choose<std::size_t>(usual, 3);
  constexpr std::size_t batch_size = 64;
  net.loss_at_start = first_loss(*net.network, images, std::min(batch_size, size));
  // [Train it with Adam]
  const dln::SoftmaxCrossEntropy<float> loss;
  const dln::L2<float> regularizer(1e-4F);
  dln::Classification<float> objective(*net.network, loss, images.train, &images.validation,
                                       &regularizer);
  // Small steps at the end: the learning rate falls in a straight line, to a hundredth.
  dln::Adam<float> optimizer(
      dln::linear_decay(2e-3, epochs * dln::steps_per_epoch(size, batch_size), 0.01));
  const dln::TrainingOptions how{
      .epochs = epochs, .batch_size = batch_size, .seed = options.seed};
  dln::TrainingState<float> state;
  net.history = dln::program::train(
      "convolutional network",
      {objective, optimizer, how, state, images.preprocessor.tensors()}, options);
  // [Train it with Adam]
  dln::program::stop_if_interrupted();
  return net;
}

Report test_network(const ConvNet& net, const Images& images) {
  const double accuracy = dln::accuracy(
      dln::classify(dln::predict(*net.network, images.test.images)), images.test.labels);
  const std::size_t parameters = dln::count_weights(net.network->parameters());
  Report report;
  report.say(fmt::format("{} parameters, epoch by epoch:", parameters));
  report.table("curves", dln::program::history_table(net.history));
  report.say(fmt::format("{:.1f} % of the test images correct.", 100 * accuracy));
  report.note("network", net.network->name());
  report.note("parameters", parameters);
  report.note("test_accuracy", accuracy);
  report.note("validation_accuracy",
              dln::value_of(net.history.epochs.back().validation, "accuracy"));
  report.note("loss_at_start", net.loss_at_start);
  report.note("epochs", net.history.epochs.size());

  // The filters of the first layer, colours averaged, and what each makes of one image.
  const Tensor<float>& filters = net.first->weight().value;
  const std::size_t shown = std::min<std::size_t>(filters.shape().examples, 16);
  Tensor<float> nine({shown, 1, 3, 3});
  std::vector<std::string> filter_names, map_names;
  for (std::size_t k = 0; k < shown; ++k) {
    nine.image(k).slice(0) = arma::mean(filters.image(k), 2);
    filter_names.push_back(fmt::format("filter {}", k + 1));
    map_names.push_back(fmt::format("map {}", k + 1));
  }
  report.pictures("filters", nine, filter_names);

  const Tensor<float> maps = dln::predict(*net.first, images.test.images.examples(0, 1));
  Tensor<float> after({shown, 1, maps.shape().height, maps.shape().width});
  for (std::size_t k = 0; k < shown; ++k)
    after.image(k).slice(0) =
        arma::clamp(maps.image(0).slice(k), 0, arma::Datum<float>::inf);  // the ReLU
  report.pictures("feature-maps", after, map_names);
  return report;
}

}  // namespace chapter

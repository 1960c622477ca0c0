#include <fmt/format.h>

#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/relu.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "experiments.hpp"
#include "program/interrupt.hpp"
#include "program/training_display.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Results;

ConvNet train_network(const Images& images, const Options& options, Results& results) {
  const Random random = Random(options.seed).split(10);
  const auto blocks = options.choose<std::vector<std::size_t>>({32, 64, 128}, {16, 32});
  ConvNet net;
  // [Build a network of convolution, ReLU and pooling]
  net.network = std::make_unique<dln::Sequential<float>>();
  std::size_t channels = images.train.images.shape().channels;
  for (const std::size_t filters : blocks) {
    auto& convolution = net.network->add<dln::Conv2d<float>>(dln::conv::square(channels, filters, 3, 3, 1, 1),
                                                             dln::he<float>(), random.split(filters));
    if (!net.first) net.first = &convolution;
    net.network->add<dln::ReLU<float>>();
    net.network->add<dln::MaxPool2d<float>>(dln::Pooling::square(2, 2));
    channels = filters;
  }
  const std::size_t features = net.network->output_shape(images.train.images.shape()).features();
  net.network->add<dln::Flatten<float>>();
  net.network->add<dln::Dense<float>>(features, images.train.classes(), dln::he<float>(), random.split(1));
  // [Build a network of convolution, ReLU and pooling]

  // [Train it with Adam]
  const std::size_t size = images.train.size(), usual = size > 20000 ? 6 : size > 5000 ? 12 : 6;  // under five minutes
  const std::size_t epochs = options.epochs > 0 ? options.epochs : options.choose<std::size_t>(usual, 3);
  dln::Adam<float> optimizer(2e-3F);
  const dln::L2<float> regularizer(1e-4F);
  net.history = dln::train<float>(
      *net.network, dln::SoftmaxCrossEntropy<float>(), &regularizer, optimizer, images.train, images.validation,
      {.epochs = epochs,
       .batch_size = 64,
       .seed = options.seed,
       .callback = [&, show = dln::program::display("convolutional network")](const dln::Progress& progress) {
         // Small steps at the end: the learning rate falls in a straight line.
         const double left = 1 - static_cast<double>(progress.step) / static_cast<double>(progress.steps);
         optimizer.set_learning_rate(static_cast<float>(2e-3 * std::max(left, 0.01)));
         return show(progress);
       }});
  // [Train it with Adam]
  const dln::program::Table history = dln::program::history_table(net.history);
  std::size_t parameters = 0;
  for (const auto* parameter : net.network->parameters()) parameters += parameter->value.size();
  results.write("curves", history);
  results.note("network", net.network->name());
  results.note("parameters", parameters);
  fmt::print("{} parameters\n{}", parameters, history.text());
  return net;
}

void show_network(const ConvNet& net, const Images& images, Results& results) {
  if (net.history.stopped) throw dln::program::Interrupted();
  const arma::uvec answers = dln::classify(dln::predict(*net.network, images.test.images));
  const double accuracy = dln::accuracy(answers, images.test.labels);
  results.note("test_accuracy", accuracy);
  results.note("validation_accuracy", net.history.epochs.back().validation_accuracy);
  results.note("loss_at_start", net.history.batch_losses.front());
  results.note("epochs", net.history.epochs.size());
  fmt::print("{:.1f} % of the test images right\n", 100 * accuracy);

  // The filters of the first layer, colours averaged, and what each makes of one image.
  const Tensor<float>& filters = net.first->weight().value;
  const std::size_t shown = std::min<std::size_t>(filters.shape().examples, 16);
  arma::mat filter_pictures(shown, 9);
  for (std::size_t k = 0; k < shown; ++k)
    filter_pictures.row(k) =
        arma::conv_to<arma::rowvec>::from(arma::vectorise(arma::fmat(arma::mean(filters.image(k), 2))).t());
  results.write("filters", filter_pictures);

  const Tensor<float> one = images.test.images.examples(0, 1);
  const Tensor<float> maps = dln::predict(*net.first, one);
  const std::size_t pixels = maps.shape().height * maps.shape().width;
  arma::mat map_pictures(shown, pixels);
  for (std::size_t k = 0; k < shown; ++k)
    map_pictures.row(k) = arma::conv_to<arma::rowvec>::from(
        arma::clamp(maps.values().subvec(k * pixels, (k + 1) * pixels - 1), 0, arma::Datum<float>::inf).t());
  results.write("feature-maps", map_pictures);
}

}  // namespace chapter

#include <fmt/format.h>

#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/models/quick_resnet.hpp"
#include "dln/optimizers/nesterov.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/prediction.hpp"
#include "experiments.hpp"
#include "program/training_display.hpp"

namespace chapter {

using dln::program::Options;
using dln::program::Report;

namespace {

/** How wide and how long: so that two cores need some ten minutes for 10,000 photographs. */
struct Budget {
  std::size_t width, epochs;
};

Budget budget(const Images& images, const Options& options) {
  if (options.quick) return {4, 1};
  if (options.data.empty()) return {16, 12};
  return images.mean.shape().channels == 1 ? Budget{16, 14} : Budget{32, 48};
}

// [Look at an image and at its mirror image]
dln::Tensor<float> predict_both(const dln::Layer<float>& network,
                                const dln::Tensor<float>& images) {
  dln::Tensor<float> mirrored = images, scores = dln::predict(network, images);
  for (std::size_t n = 0; n < images.shape().examples; ++n)
    mirrored.image(n).each_slice([](arma::fmat& plane) { plane = arma::flipud(plane); });
  scores += dln::predict(network, mirrored);
  return scores;
}
// [Look at an image and at its mirror image]

}  // namespace

Report train_whole(const Images& images, const Options& options) {
  constexpr std::size_t batch_size = 64;
  Budget plan = budget(images, options);
  if (options.epochs > 0) plan.epochs = options.epochs;
  const auto built =
      dln::quick_resnet<float>(plan.width, images.mean.shape().channels, images.train.classes(),
                               {dln::he<float>(), dln::Random(options.seed).split(50)});
  dln::Sequential<float>& network = *built;

  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(network, loss, images.train, &images.validation);
  objective.change_batches(moved(images, 8));
  // [Warm up, then cool down on a cosine]
  const std::size_t steps = plan.epochs * dln::steps_per_epoch(images.train.size(), batch_size);
  dln::Nesterov<float> optimizer(dln::warm_up(steps / 10 + 1, dln::cosine(0.1, steps)), 0.9F);
  optimizer.decay_weights(5e-4F, dln::Decay::coupled);
  // [Warm up, then cool down on a cosine]
  const dln::TrainingOptions how{
      .epochs = plan.epochs, .batch_size = batch_size, .seed = options.seed};
  dln::TrainingState<float> state;
  const dln::History history = dln::program::train(
      "nine layers", {objective, optimizer, how, state, {{"mean", images.mean}}}, options);
  dln::program::stop_if_interrupted();

  const bool is_grey = images.mean.shape().channels == 1;  // and a mirrored digit is no digit
  const auto scores = dln::predict(network, images.test.images);
  const double once = dln::accuracy(dln::classify(scores), images.test.labels);
  const double accuracy =
      is_grey ? once
              : dln::accuracy(dln::classify(predict_both(network, images.test.images)),
                              images.test.labels);
  const std::size_t parameters = dln::count_weights(network.parameters());
  Report report;
  report.say(fmt::format("Nine layers, two residual blocks, {} parameters, {} epochs:",
                         parameters, history.epochs.size()));
  report.table("whole", dln::program::history_table(history));
  report.say(fmt::format("{:.1f} % of the test images correct.", 100 * accuracy));
  report.note("parameters", parameters);
  report.note("epochs", history.epochs.size());
  report.note("validation_accuracy",
              dln::value_of(history.epochs.back().validation, "accuracy"));
  report.note("test_accuracy_once", once);
  report.note("test_accuracy", accuracy);
  return report;
}

}  // namespace chapter

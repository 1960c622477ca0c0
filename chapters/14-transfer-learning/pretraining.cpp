#include <fmt/format.h>

#include "dln/data/augmentation.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/nesterov.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/prediction.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"
#include "program/training_display.hpp"

namespace chapter {

using dln::program::Options;
using dln::program::Report;

namespace {

/** Moves images at random, and mirrors those in colour: what is learnt first should hold for
 * more than its images. */
std::function<dln::Tensor<float>(dln::Tensor<float>, const dln::Random&)> moved(
    const dln::Tensor<float>& mean) {
  dln::Augmentation changes;
  changes.flip = mean.shape().channels == 3;
  changes.max_shift = 0.125;
  return [=](dln::Tensor<float> batch, const dln::Random& random) {
    dln::Tensor<float> back = mean;
    back.values() = -back.values();
    subtract_mean(batch, back);
    batch = augmented(batch, changes, random);
    subtract_mean(batch, mean);
    return batch;
  };
}

}  // namespace

Report pretrain(const Tasks& tasks, const Options& options, std::shared_ptr<Network>& base) {
  constexpr std::size_t batch_size = 64;
  const std::size_t usual = options.choose<std::size_t>(options.data.empty() ? 12 : 30, 1);
  const std::size_t epochs = options.epochs > 0 ? options.epochs : usual;
  base =
      make(tasks, tasks.source.train.classes(), options, dln::Random(options.seed).split(20));
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(*base, loss, tasks.source.train);
  objective.change_batches(moved(tasks.mean));
  const std::size_t steps =
      epochs * dln::steps_per_epoch(tasks.source.train.size(), batch_size);
  dln::Nesterov<float> optimizer(dln::warm_up(steps / 10 + 1, dln::cosine(0.1, steps)), 0.9F);
  optimizer.decay_weights(5e-4F, dln::Decay::coupled);
  const dln::History history =
      dln::program::train(objective, optimizer,
                          {.epochs = epochs,
                           .batch_size = batch_size,
                           .seed = options.seed,
                           .callback = dln::program::display("learning the first classes")});
  dln::program::stop_if_interrupted();
  const double accuracy = dln::accuracy(
      dln::classify(dln::predict(*base, tasks.source.test.images)), tasks.source.test.labels);
  const std::size_t parameters = dln::count_weights(base->parameters());
  Report report;
  report.say(fmt::format(
      "{} parameters; after {} epochs {:.1f} % of new images of the first classes are correct.",
      parameters, history.epochs.size(), 100 * accuracy));
  report.note("parameters", parameters);
  report.note("epochs", history.epochs.size());
  report.note("source_accuracy", accuracy);
  return report;
}

}  // namespace chapter

#include "dln/data/augmentation.hpp"
#include "dln/layers/summary.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/nesterov.hpp"
#include "dln/train/classification.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::program::Outcome;
using dln::program::Start;

std::function<Tensor<float>(Tensor<float>, const Random&)> moved(const Images& images,
                                                                 std::size_t turn) {
  const bool is_grey = images.mean.shape().channels == 1;
  dln::Augmentation changes;
  changes.flip = !is_grey;  // a mirrored digit is no digit
  changes.max_shift = is_grey ? 0.08 : 0.125;
  changes.max_turn = is_grey ? static_cast<double>(turn) : 0;
  return [changes, mean = images.mean](Tensor<float> batch, const Random& random) {
    // [Change pixels, not centred numbers]
    Tensor<float> back = mean;
    back.values() = -back.values();
    subtract_mean(batch, back);
    batch = augmented(batch, changes, random);
    subtract_mean(batch, mean);
    // [Change pixels, not centred numbers]
    return batch;
  };
}

Outcome learn(dln::Sequential<float>& network, const Images& images, std::size_t epochs,
              const Start& start, double rate, bool augments) {
  constexpr std::size_t batch_size = 32;
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(network, loss, images.train, &images.validation);
  if (augments) objective.change_batches(moved(images, 0));
  const std::size_t steps = epochs * dln::steps_per_epoch(images.train.size(), batch_size);
  dln::Nesterov<float> optimizer(dln::warm_up(steps / 10 + 1, dln::cosine(rate, steps)), 0.9F);
  optimizer.decay_weights(5e-4F, dln::Decay::coupled);
  const dln::History history = dln::program::train(objective, optimizer,
                                                   {.epochs = epochs,
                                                    .batch_size = batch_size,
                                                    .seed = start.seed,
                                                    .callback = start.callback()});
  dln::program::stop_if_interrupted();
  Outcome outcome;
  std::vector<double> losses;
  for (const auto& epoch : history.epochs) losses.push_back(epoch.loss);
  outcome.curves = {{"loss", losses}};
  const auto& last = history.epochs.back();
  const auto rows = dln::summary(network, images.train.images.examples(0, 1).shape());
  outcome.numbers = {{"parameters", static_cast<double>(rows[0].parameters)},
                     {"products, 10^6", static_cast<double>(rows[0].multiply_adds) / 1e6},
                     {"last loss", last.loss},
                     {"while learning", dln::value_of(last.metrics, "accuracy")},
                     {"accuracy", dln::value_of(last.validation, "accuracy")}};
  return outcome;
}

dln::program::Variant variant(const std::string& name, const Build& build, const Images& images,
                              std::size_t epochs) {
  return {name, [=, &images](const Start& start) {
            dln::Sequential<float> network;
            dln::Weights<float> weights(dln::he<float>(), start.random);
            dln::Stack<float> stack(network, images.mean.shape().channels, weights);
            build(stack, weights);
            return learn(network, images, epochs, start);
          }};
}

}  // namespace chapter

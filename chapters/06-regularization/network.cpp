#include "dln/layers/flatten.hpp"
#include "dln/layers/relu.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/prediction.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::program::Images;
using dln::program::Outcome;
using dln::program::Start;

void build(Network& network, const Images& images, std::size_t units, const Keep& keep,
           const dln::Random& random) {
  const std::size_t inputs = images.train.images.shape().features();
  auto& layers = network.layers;
  layers.add<dln::Flatten<float>>();
  if (keep.input < 1) layers.add<dln::Dropout<float>>(keep.input);
  network.hidden =
      &layers.add<dln::Dense<float>>(inputs, units, dln::he<float>(), random.split(1));
  layers.add<dln::ReLU<float>>();
  if (keep.hidden < 1) layers.add<dln::Dropout<float>>(keep.hidden);
  network.scores = &layers.add<dln::Dense<float>>(units, images.train.classes(),
                                                  dln::lecun<float>(), random.split(2));
  if (keep.scores < 1) layers.add<dln::Dropout<float>>(keep.scores);
}

Outcome learn(Network& network, const Images& images, std::size_t epochs, const Start& start,
              const dln::Regularizer<float>* penalty, double limit) {
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(network.layers, loss, images.train, &images.validation,
                                       penalty);
  dln::Momentum<float> optimizer(0.02, 0.9F);
  if (limit > 0) optimizer.after_step(dln::max_norm<float>(limit));
  const dln::History history = dln::program::train(
      objective, optimizer,
      {.epochs = epochs, .batch_size = 32, .seed = start.seed, .callback = start.callback()});
  dln::program::stop_if_interrupted();
  std::vector<double> held_out;
  for (const auto& epoch : history.epochs)
    held_out.push_back(dln::value_of(epoch.validation, "accuracy"));
  // [Measure the gap]
  const double training = dln::accuracy(
      dln::classify(dln::predict(network.layers, images.train.images)), images.train.labels);
  const double validation = dln::value_of(objective.validate(), "accuracy");
  return {.numbers = {{"training accuracy", training},
                      {"validation accuracy", validation},
                      {"gap", training - validation}},
          .curves = {{"held out", held_out}}};
  // [Measure the gap]
}

arma::mat weights_of(dln::Dense<float>& layer) {
  return arma::conv_to<arma::mat>::from(layer.weight().value.columns());
}

}  // namespace chapter

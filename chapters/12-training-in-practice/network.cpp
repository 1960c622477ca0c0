#include "dln/layers/batch_norm.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/dropout.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/global_average_pool.hpp"
#include "dln/layers/local_response_norm.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/prelu.hpp"
#include "dln/layers/rectifying.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/squashing.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/momentum.hpp"
#include "dln/train/prediction.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::program::Images;

namespace {

void add_unit(Network& network, Unit unit) {
  switch (unit) {
    case Unit::relu:
      network.add<dln::ReLU<float>>();
      break;
    case Unit::leaky:
      network.add<dln::LeakyReLU<float>>(0.1F);
      break;
    case Unit::prelu:
      network.add<dln::PReLU<float>>();
      break;
    case Unit::tanh:
      network.add<dln::Tanh<float>>();
      break;
    case Unit::sigmoid:
      network.add<dln::Sigmoid<float>>();
      break;
  }
}

void add_convolution(Network& network, const Plan& plan, std::size_t channels,
                     std::size_t filters, const dln::Random& random) {
  auto& layer = network.add<dln::Conv2d<float>>(
      dln::conv::square(channels, filters, 3, 3, 1, 1),
      plan.glorot ? dln::glorot<float>() : dln::he<float>(), random);
  layer.weight().value.values() *= plan.scale;
  layer.bias().value.values().fill(plan.bias);
  if (plan.norm == Norm::batch) network.add<dln::BatchNorm<float>>(filters);
  add_unit(network, plan.unit);
  if (plan.norm == Norm::response) network.add<dln::LocalResponseNorm<float>>();
}

}  // namespace

void build(Network& network, const Plan& plan, const Images& images,
           const dln::Random& random) {
  const dln::Shape image = images.train.images.shape();
  const auto features = [&] { return network.output_shape(image).features(); };
  const auto weights = plan.glorot ? dln::glorot<float>() : dln::he<float>();
  // [Build it from convolutions to scores]
  add_convolution(network, plan, image.channels, plan.filters, random.split(1));
  network.add<dln::MaxPool2d<float>>(dln::Pooling::square(2, 2));
  add_convolution(network, plan, plan.filters, 2 * plan.filters, random.split(2));
  if (plan.head == Head::average) {
    network.add<dln::GlobalAveragePool<float>>();
  } else {
    network.add<dln::MaxPool2d<float>>(dln::Pooling::square(2, 2));
    network.add<dln::Flatten<float>>();
    network.add<dln::Dense<float>>(features(), 64, weights, random.split(3));
    add_unit(network, plan.unit);
    if (plan.head == Head::dense_dropout) network.add<dln::Dropout<float>>(0.5);
  }
  network.add<dln::Dense<float>>(features(), images.train.classes(), dln::lecun<float>(),
                                 random.split(4));
  // [Build it from convolutions to scores]
}

dln::History learn(Network& network, const Plan& plan, const Images& images, std::uint64_t seed,
                   const std::function<bool(const dln::Progress&)>& callback) {
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(network, loss, images.train, &images.validation);
  // [Change every batch at random]
  if (plan.augmentation)
    objective.change_batches([&](dln::Tensor<float> x, const dln::Random& random) {
      x.columns().each_col() += images.mean.values();  // pixels again, in 0 ... 1
      x = dln::augmented(x, *plan.augmentation, random);
      return images.preprocessor.apply(x);
    });
  // [Change every batch at random]
  const std::size_t steps =
      plan.epochs * dln::steps_per_epoch(images.train.size(), plan.batch_size);
  dln::Momentum<float> optimizer(plan.schedule == Schedule::falling
                                     ? dln::cosine(plan.rate, steps)
                                     : dln::Schedule(plan.rate),
                                 plan.momentum);
  if (plan.gradient == Gradient::clipped)
    optimizer.before_step(dln::clip_global_norm<float>(1));
  if (plan.gradient == Gradient::of_norm_one)
    optimizer.before_step(dln::normalize_gradients<float>());
  dln::History history = dln::program::train(objective, optimizer,
                                             {.epochs = plan.epochs,
                                              .batch_size = plan.batch_size,
                                              .seed = seed,
                                              .callback = callback,
                                              .shuffle = plan.shuffle});
  dln::program::stop_if_interrupted();
  return history;
}

double accuracy_on(const Network& network, const dln::Dataset<float>& data) {
  return dln::accuracy(dln::classify(dln::predict(network, data.images)), data.labels);
}

dln::program::Variant variant(const std::string& name, const Plan& plan, const Images& images) {
  return {
      name, [=, &images](const dln::program::Start& start) {
        Network network;
        build(network, plan, images, start.random);
        double loss = arma::datum::nan;
        try {
          loss = learn(network, plan, images, start.seed, start.callback()).epochs.back().loss;
        } catch (const dln::Diverged&) {  // nothing was learnt
        }
        return dln::program::Outcome{
            {{"loss", loss}, {"validation accuracy", accuracy_on(network, images.validation)}}};
      }};
}

Images first_of(const Images& images, std::size_t count) {
  const std::size_t taken = std::min(count, images.train.size());
  return {images.train.pick(arma::regspace<arma::uvec>(0, taken - 1)), images.validation,
          images.test, images.mean, images.preprocessor};
}

}  // namespace chapter

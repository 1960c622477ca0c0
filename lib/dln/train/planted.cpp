#include "dln/train/planted.hpp"

#include <memory>

#include "dln/data/generated.hpp"
#include "dln/initializers/initializers.hpp"
#include "dln/layers/batch_norm.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/dropout.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/layers/squashing.hpp"
#include "dln/losses/hinge.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/optimizers/momentum.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/training.hpp"

namespace dln::planted {
namespace {

constexpr std::size_t classes = 10;

/** Examples to learn from, and others. */
struct Material {
  Dataset<float> train, validation;
};

Material digits(std::size_t train, Random random) {
  constexpr std::size_t held_out = 200;
  auto [first, second] =
      split(glyph_digits<float>(train + held_out, random.split(1)), held_out, random.split(2));
  return {std::move(first), std::move(second)};
}

void centre(Material& data) {
  const Tensor<float> mean = mean_image(data.train.images);
  subtract_mean(data.train.images, mean);
  subtract_mean(data.validation.images, mean);
}

/** Takes away the mean of all, as if there were nothing to keep secret. */
void centre_by_all(Material& data) {
  const auto learnt = static_cast<float>(data.train.size()),
             others = static_cast<float>(data.validation.size());
  Tensor<float> mean = mean_image(data.train.images);
  mean.values() =
      (learnt * mean.values() + others * mean_image(data.validation.images).values()) /
      (learnt + others);
  subtract_mean(data.train.images, mean);
  subtract_mean(data.validation.images, mean);
}

void sort_by_class(Dataset<float>& data) {
  data = data.pick(arma::stable_sort_index(data.labels));
}

/** Every image gets the label of the one after it. */
void move_labels(Dataset<float>& data) { data.labels = arma::shift(data.labels, 1); }

/** What the small networks differ in. */
struct Plan {
  std::size_t depth = 1;
  std::size_t width = 32;
  bool squashes = false;
  bool normalizes = false;
  float keep = 1;    // by dropout
  float scale = 1;   // of the hidden layers' first weights
  float bias = 0;    // of the hidden layers
  float scores = 1;  // scale of the last layer's first weights
};

void build(Sequential<float>& network, const Plan& plan, const Random& random) {
  network.add<Flatten<float>>();
  std::size_t inputs = 784;
  for (std::size_t l = 0; l < plan.depth; ++l, inputs = plan.width) {
    auto& dense = network.add<Dense<float>>(
        inputs, plan.width, plan.squashes ? lecun<float>() : he<float>(), random.split(l));
    dense.weight().value.values() *= plan.scale;
    dense.bias().value.values().fill(plan.bias);
    if (plan.normalizes) network.add<BatchNorm<float>>(plan.width);
    if (plan.squashes)
      network.add<Tanh<float>>();
    else
      network.add<ReLU<float>>();
    if (plan.keep < 1) network.add<Dropout<float>>(plan.keep);
  }
  auto& last = network.add<Dense<float>>(inputs, classes, lecun<float>(), random.split(99));
  last.weight().value.values() *= plan.scores;
}

void build_convolution(Sequential<float>& network, const Random& random) {
  network.add<Conv2d<float>>(conv::square(1, 8, 28, 5), he<float>(), random.split(1));
  network.add<ReLU<float>>();
  network.add<MaxPool2d<float>>(Pooling::square(4, 4));
  network.add<Flatten<float>>();
  const std::size_t features = network.output_shape({1, 1, 28, 28}).features();
  network.add<Dense<float>>(features, classes, lecun<float>(), random.split(2));
}

History run(Layer<float>& network, const Material& data, Optimizer<float>& optimizer,
            TrainingOptions options,
            const ClassLoss<float>& loss = SoftmaxCrossEntropy<float>()) {
  Classification<float> objective(network, loss, data.train, &data.validation);
  options.batch_size = 32;
  try {
    return train(objective, optimizer, options);
  } catch (const Diverged& diverged) {
    return diverged.history();
  }
}

History run(const Plan& plan, const Material& data, double rate,
            const TrainingOptions& options) {
  Sequential<float> network;
  build(network, plan, Random(options.seed).split(10));
  Momentum<float> optimizer(rate, 0.9F);
  return run(network, data, optimizer, options);
}

constexpr std::size_t many = 1000, few = 40;
constexpr double good_rate = 0.01;

}  // namespace

std::vector<Sound> all_sound() {
  return {Sound::momentum, Sound::hinge,   Sound::tanh,
          Sound::adam,     Sound::dropout, Sound::convolution};
}

std::string name_of(Sound sound) {
  switch (sound) {
    case Sound::momentum:
      return "ReLUs, momentum";
    case Sound::hinge:
      return "hinge loss";
    case Sound::tanh:
      return "tanh units";
    case Sound::adam:
      return "batch normalization, Adam";
    case Sound::dropout:
      return "dropout";
    case Sound::convolution:
      return "convolution";
  }
  return "";
}

History train_soundly(Sound sound, std::uint64_t seed) {
  Material data = digits(many, Random(seed));
  centre(data);
  const TrainingOptions options{.epochs = 8, .seed = seed};
  switch (sound) {
    case Sound::momentum:
      return run({}, data, good_rate, options);
    case Sound::hinge: {
      Sequential<float> network;
      build(network, {}, Random(seed).split(10));
      Momentum<float> optimizer(good_rate / 3, 0.9F);
      return run(network, data, optimizer, options, Hinge<float>());
    }
    case Sound::tanh:
      return run({.squashes = true}, data, good_rate, options);
    case Sound::adam: {
      Sequential<float> network;
      build(network, {.depth = 2, .normalizes = true}, Random(seed).split(10));
      Adam<float> optimizer(2e-3);
      return run(network, data, optimizer, options);
    }
    case Sound::dropout:
      return run({.depth = 2, .width = 64, .keep = 0.7F}, data, good_rate, options);
    case Sound::convolution: {
      Sequential<float> network;
      build_convolution(network, Random(seed).split(10));
      Momentum<float> optimizer(good_rate, 0.9F);
      return run(network, data, optimizer, options);
    }
  }
  return {};
}

History train_ill(Illness illness, std::uint64_t seed) {
  Material data = digits(illness == Illness::over_fitting ? few : many, Random(seed));
  if (illness == Illness::leaking_statistics)
    centre_by_all(data);
  else
    centre(data);
  TrainingOptions options{.epochs = 8, .seed = seed};
  switch (illness) {
    case Illness::leaking_statistics:
      return run({}, data, good_rate, options);
    case Illness::unshuffled_data:
      sort_by_class(data.train);
      options.shuffle = false;
      return run({}, data, good_rate, options);
    case Illness::exploding_gradients:
      return run({.depth = 8, .scale = 3}, data, good_rate, options);
    case Illness::initial_loss:
      return run({.scores = 20}, data, good_rate / 10, options);
    case Illness::dead_units:
      return run({.bias = -12}, data, good_rate, options);
    case Illness::saturated_units:
      return run({.depth = 2, .squashes = true, .scale = 20}, data, good_rate, options);
    case Illness::rate_too_high:
      return run({}, data, 100 * good_rate, options);
    case Illness::rate_too_low:
      return run({}, data, good_rate / 1000, options);
    case Illness::foreign_labels:
      move_labels(data.train);
      return run({}, data, good_rate, options);
    case Illness::over_fitting:
      options.epochs = 60;
      return run({.width = 128}, data, good_rate, options);
  }
  return {};
}

}  // namespace dln::planted

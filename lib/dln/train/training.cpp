#include "dln/train/training.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "dln/core/error.hpp"
#include "dln/core/threads.hpp"

namespace dln {
namespace {

constexpr std::size_t shard_size = 32;

std::size_t shard_count(std::size_t examples) { return (examples + shard_size - 1) / shard_size; }

arma::uvec shard(std::size_t k, std::size_t examples) {
  return arma::regspace<arma::uvec>(k * shard_size, std::min((k + 1) * shard_size, examples) - 1);
}

// [Add the shards in a fixed tree]
template <typename T>
void add_in_a_tree(std::vector<Step<T>>& steps) {
  for (std::size_t stride = 1; stride < steps.size(); stride *= 2) {
    for (std::size_t k = 0; k + stride < steps.size(); k += 2 * stride) {
      steps[k].loss += steps[k + stride].loss;
      steps[k].right += steps[k + stride].right;
      for (std::size_t p = 0; p < steps[k].gradients.size(); ++p)
        steps[k].gradients[p].values() += steps[k + stride].gradients[p].values();
    }
  }
}
// [Add the shards in a fixed tree]

template <typename T>
double squared_norm(const arma::Col<T>& values) {
  return static_cast<double>(arma::dot(values, values));
}

}  // namespace

template <typename T>
Step<T> compute_step(Layer<T>& network, const Loss<T>& loss, const Regularizer<T>* regularizer, const Dataset<T>& batch,
                     const Random& random) {
  if (batch.size() == 0) throw Error("compute_step", "at least one example", "none");
  const auto parameters = network.parameters();
  std::vector<Step<T>> steps(shard_count(batch.size()));
  // [Run every shard forward and back]
  parallel_for(steps.size(), [&](std::size_t k) {
    const Dataset<T> part = batch.pick(shard(k, batch.size()));
    const auto share = static_cast<double>(part.size()) / static_cast<double>(batch.size());
    Pass<T> pass(Mode::train, random.split(k));
    const Tensor<T> scores = network.forward(part.images, pass);
    Tensor<T> dscores = loss.backward(scores, part.labels);
    dscores.values() *= static_cast<T>(share);  // from the shard's mean to the batch's
    network.backward(std::move(dscores), pass);
    steps[k].loss = share * static_cast<double>(arma::mean(loss.forward(scores, part.labels)));
    steps[k].right = arma::accu(classify(scores) == part.labels);
    for (const auto* parameter : parameters) steps[k].gradients.push_back(std::move(pass.gradient(*parameter)));
  });
  // [Run every shard forward and back]
  add_in_a_tree(steps);
  Step<T>& sum = steps.front();
  for (std::size_t p = 0; regularizer != nullptr && p < parameters.size(); ++p) {
    if (!parameters[p]->regularized) continue;
    sum.loss += static_cast<double>(regularizer->forward(parameters[p]->value));
    sum.gradients[p].values() += regularizer->backward(parameters[p]->value).values();
  }
  return std::move(sum);
}

template <typename T>
History train(Layer<T>& network, const Loss<T>& loss, const Regularizer<T>* regularizer, Optimizer<T>& optimizer,
              const Dataset<T>& train, const Dataset<T>& validation, const TrainingOptions& options) {
  History history;
  const Random random(options.seed);
  const auto parameters = network.parameters();
  const std::size_t batches = (train.size() + options.batch_size - 1) / std::max<std::size_t>(options.batch_size, 1);
  Progress progress{0, options.epochs * batches};

  for (std::size_t number = 1; number <= options.epochs; ++number) {
    Epoch epoch{.number = number};
    for (const arma::uvec& indices : shuffled_batches(train.size(), options.batch_size, random.split(2 * number))) {
      // [Take one step]
      const Dataset<T> batch = train.pick(indices);
      const Step<T> step = compute_step(network, loss, regularizer, batch, random.split(2 * progress.step + 1));
      if (!std::isfinite(step.loss))
        throw Error(fmt::format("training step {}", progress.step + 1), "a loss that is a finite number",
                    fmt::format("{} (try a smaller learning rate than {})", step.loss, optimizer.learning_rate()));
      double change = 0;
      double size = 0;
      for (std::size_t p = 0; p < parameters.size(); ++p) {
        const arma::Col<T> before = parameters[p]->value.values();
        optimizer.update(*parameters[p], step.gradients[p]);
        change += squared_norm<T>(parameters[p]->value.values() - before);
        size += squared_norm<T>(before);
      }
      // [Take one step]
      const double share = static_cast<double>(batch.size()) / static_cast<double>(train.size());
      epoch.loss += share * step.loss;
      epoch.train_accuracy += static_cast<double>(step.right) / static_cast<double>(train.size());
      epoch.update_ratio += size > 0 ? std::sqrt(change / size) / static_cast<double>(batches) : 0;
      history.batch_losses.push_back(step.loss);
      if (++progress.step % batches == 0) break;  // the epoch's last step is told below, with its accuracy
      if (options.callback && !options.callback(progress)) {
        history.stopped = true;
        return history;
      }
    }
    epoch.validation_accuracy = accuracy(classify(predict(network, validation.images)), validation.labels);
    history.epochs.push_back(epoch);
    progress.finished = &history.epochs.back();
    if (options.callback && !options.callback(progress)) {
      history.stopped = true;
      return history;
    }
    progress.finished = nullptr;
  }
  return history;
}

template <typename T>
Tensor<T> predict(const Layer<T>& network, const Tensor<T>& images) {
  const std::size_t examples = images.shape().examples;
  Tensor<T> scores(examples == 0 ? Shape{} : network.output_shape(images.shape()));
  const std::size_t features = scores.shape().features();
  parallel_for(shard_count(examples), [&](std::size_t k) {
    Pass<T> pass(Mode::test, Random(0));
    const Tensor<T> part = network.forward(images.examples(shard(k, examples)), pass);
    std::copy_n(part.data(), part.size(), scores.data() + k * shard_size * features);
  });
  return scores;
}

template <typename T>
arma::uvec classify(const Tensor<T>& scores) {
  return arma::index_max(scores.columns(), 0).t();
}

double accuracy(const arma::uvec& predicted, const arma::uvec& labels) {
  if (predicted.n_elem != labels.n_elem)
    throw Error("accuracy", fmt::format("{} answers, one a label", labels.n_elem), std::to_string(predicted.n_elem));
  if (labels.is_empty()) return std::numeric_limits<double>::quiet_NaN();
  return static_cast<double>(arma::accu(predicted == labels)) / static_cast<double>(labels.n_elem);
}

template Step<float> compute_step(Layer<float>&, const Loss<float>&, const Regularizer<float>*, const Dataset<float>&,
                                  const Random&);
template Step<double> compute_step(Layer<double>&, const Loss<double>&, const Regularizer<double>*,
                                   const Dataset<double>&, const Random&);
template History train(Layer<float>&, const Loss<float>&, const Regularizer<float>*, Optimizer<float>&,
                       const Dataset<float>&, const Dataset<float>&, const TrainingOptions&);
template History train(Layer<double>&, const Loss<double>&, const Regularizer<double>*, Optimizer<double>&,
                       const Dataset<double>&, const Dataset<double>&, const TrainingOptions&);
template Tensor<float> predict(const Layer<float>&, const Tensor<float>&);
template Tensor<double> predict(const Layer<double>&, const Tensor<double>&);
template arma::uvec classify(const Tensor<float>&);
template arma::uvec classify(const Tensor<double>&);

}  // namespace dln

#include <algorithm>
#include <map>

#include "dln/layers/batch_norm.hpp"
#include "dln/layers/global_average_pool.hpp"
#include "dln/losses/hinge.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/nesterov.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/prediction.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::Dataset;
using dln::Layer;
using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Start;

namespace {

constexpr std::size_t stages = 3, batch_size = 32;

/** Some parts of a network as one of their own: they are the same layers. */
std::unique_ptr<Network> parts_of(const std::shared_ptr<Network>& network, std::size_t first,
                                  std::size_t last) {
  auto some = std::make_unique<Network>();
  // [Cut a network in two]
  for (std::size_t part = first; part < last; ++part)
    some->add_shared(std::shared_ptr<Layer<float>>(network, network->parts()[part].layer));
  // [Cut a network in two]
  return some;
}

void learn(Layer<float>& network, const dln::ClassLoss<float>& loss, const Dataset<float>& data,
           double rate, std::size_t epochs, const Start& start) {
  dln::Classification<float> objective(network, loss, data);
  const std::size_t steps = epochs * dln::steps_per_epoch(data.size(), batch_size);
  dln::Nesterov<float> optimizer(dln::warm_up(steps / 10 + 1, dln::cosine(rate, steps)), 0.9F);
  optimizer.decay_weights(5e-4F, dln::Decay::coupled);
  dln::program::train(objective, optimizer,
                      {.epochs = epochs,
                       .batch_size = batch_size,
                       .seed = start.seed,
                       .callback = start.callback()});
  dln::program::stop_if_interrupted();
}

double judge(const Layer<float>& network, const Tensor<float>& images,
             const Dataset<float>& data) {
  return dln::accuracy(dln::classify(dln::predict(network, images)), data.labels);
}

/** Everything but the head, which has other classes. */
void copy_stages(Network& from, Network& to) {
  // [Begin with the weights of another task]
  std::map<std::string, Tensor<float>> learnt;
  for (const auto& [path, parameter] : from.parameters()) learnt[path] = parameter->value;
  for (const auto& [path, parameter] : to.parameters())
    if (path.starts_with("stage")) parameter->value = learnt.at(path);
  // [Begin with the weights of another task]
}

}  // namespace

std::size_t epochs_for(std::size_t images, const Options& options) {
  const std::size_t steps = options.choose<std::size_t>(options.data.empty() ? 120 : 300, 8);
  const std::size_t each = dln::steps_per_epoch(images, batch_size);
  return std::max<std::size_t>(options.choose<std::size_t>(options.data.empty() ? 6 : 5, 1),
                               (steps + each - 1) / each);
}

std::shared_ptr<Network> make(const Tasks& tasks, std::size_t classes, const Options& options,
                              const Random& random) {
  const std::size_t width = options.choose<std::size_t>(options.data.empty() ? 8 : 24, 4);
  return dln::quick_resnet<float>(width, tasks.source.train.images.shape().channels, classes,
                                  {dln::he<float>(), random});
}

Tensor<float> after_stages(const std::shared_ptr<Network>& network, std::size_t count,
                           const Tensor<float>& images) {
  return dln::predict(*parts_of(network, 0, count), images);
}

double classify_codes(const Tensor<float>& train, const arma::uvec& labels,
                      const Tensor<float>& test, const Dataset<float>& judged, bool is_svm,
                      std::size_t epochs, const Start& start) {
  // [Train a linear classifier on codes]
  const dln::GlobalAveragePool<float> average;
  const Dataset<float> codes{"codes", dln::predict(average, train), labels, judged.class_names};
  dln::Weights<float> weights(dln::gaussian<float>(0.01), start.random);
  Network classifier;
  dln::Stack<float>(classifier, train.shape().channels, weights)
      .normalize()
      .dense(judged.classes());
  const dln::SoftmaxCrossEntropy<float> softmax;
  const dln::Hinge<float> hinge;
  const dln::ClassLoss<float>& loss =
      is_svm ? static_cast<const dln::ClassLoss<float>&>(hinge) : softmax;
  learn(classifier, loss, codes, 0.02, epochs, start);
  // [Train a linear classifier on codes]
  return judge(classifier, dln::predict(average, test), judged);
}

double accuracy_of(Method method, const std::shared_ptr<Network>& base, const Tasks& tasks,
                   const Task& task, const Dataset<float>& train, const Options& options,
                   const Start& start) {
  const std::size_t epochs = epochs_for(train.size(), options);
  const dln::SoftmaxCrossEntropy<float> loss;
  if (method == Method::linear || method == Method::svm) {
    const std::size_t count = method == Method::linear ? stages : stages - 1;
    return classify_codes(after_stages(base, count, train.images), train.labels,
                          after_stages(base, count, task.test.images), task.test,
                          method == Method::svm, epochs, start);
  }
  const auto network = make(tasks, task.test.classes(), options, start.random);
  if (method == Method::scratch) {
    learn(*network, loss, train, 0.05, epochs, start);
    return judge(*network, task.test.images, task.test);
  }
  copy_stages(*base, *network);
  if (method == Method::above) {
    // [Fine-tune above a cut]
    const Dataset<float> codes{"codes", after_stages(network, stages - 1, train.images),
                               train.labels, train.class_names};
    const auto upper = parts_of(network, stages - 1, stages + 1);
    learn(*upper, loss, codes, 0.02, epochs, start);
    // [Fine-tune above a cut]
    return judge(*network, task.test.images, task.test);
  }
  // [Let the stages learn more slowly than the head]
  if (method == Method::slowly)
    for (const auto& [path, parameter] : network->parameters())
      if (path.starts_with("stage")) parameter->rate = 0.1F;
  // [Let the stages learn more slowly than the head]
  learn(*network, loss, train, 0.02, epochs, start);
  return judge(*network, task.test.images, task.test);
}

}  // namespace chapter

#include <fmt/format.h>

#include "dln/core/half.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/relu.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/momentum.hpp"
#include "dln/train/prediction.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"
#include "program/training_display.hpp"

namespace chapter {

using dln::program::Images;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

template <typename T>
dln::Dataset<T> as(const dln::Dataset<float>& data) {
  dln::Tensor<T> images(data.images.shape());
  images.values() = arma::conv_to<arma::Col<T>>::from(data.images.values());
  return {data.name, std::move(images), data.labels, data.class_names};
}

/** What training in one precision came to. */
struct Trained {
  double seconds = 0, accuracy = 0, megabytes = 0;
};

template <typename T>
Trained train_in(const Images& images, std::size_t epochs, std::uint64_t seed) {
  const dln::Dataset<T> train = as<T>(images.train), validation = as<T>(images.validation);
  const dln::Random random = dln::Random(seed).split(12);
  dln::Sequential<T> network;
  network.template add<dln::Flatten<T>>();
  network.template add<dln::Dense<T>>(train.images.shape().features(), 256, dln::he<T>(),
                                      random.split(1));
  network.template add<dln::ReLU<T>>();
  network.template add<dln::Dense<T>>(256, train.classes(), dln::lecun<T>(), random.split(2));
  const dln::SoftmaxCrossEntropy<T> loss;
  dln::Classification<T> objective(network, loss, train, &validation);
  dln::Momentum<T> optimizer(0.02, T(0.9));
  const dln::History history = dln::program::train(
      objective, optimizer,
      {.epochs = epochs, .seed = seed, .callback = dln::program::display("precision")});
  dln::program::stop_if_interrupted();
  return {history.seconds, dln::value_of(history.epochs.back().validation, "accuracy"),
          1e-6 * static_cast<double>(sizeof(T) * dln::count_weights(network.parameters()))};
}

}  // namespace

Report try_precision(const Images& images, const Options& options) {
  Network network;
  const Plan plan{.schedule = Schedule::falling};
  build(network, plan, images, dln::Random(options.seed).split(11));
  learn(network, plan, images, options.seed, dln::program::display("to be stored"));
  Table stored({{"stored as"},
                {"bytes", "{}"},
                {"largest change", "{:.1e}"},
                {"largest score's change", "{:.1e}"},
                {"validation accuracy", "{:.1%}"}});
  const dln::Tensor<float> before = dln::predict(network, images.validation.images);
  // [Round every weight to 16 bits]
  const std::vector<std::pair<std::string, std::function<float(float)>>> roundings = {
      {"float32", [](float w) { return w; }},
      {"float16", [](float w) { return dln::from_float16(dln::to_float16(w)); }},
      {"bfloat16", [](float w) { return dln::from_bfloat16(dln::to_bfloat16(w)); }}};
  // [Round every weight to 16 bits]
  for (const auto& [name, round] : roundings) {
    Network copy;
    build(copy, plan, images, dln::Random(options.seed).split(11));
    const auto from = network.parameters(), to = copy.parameters();
    double largest = 0;
    for (std::size_t p = 0; p < from.size(); ++p) {
      to[p].parameter->value = from[p].parameter->value;
      to[p].parameter->value.values().transform(round);
      const arma::fvec change =
          to[p].parameter->value.values() - from[p].parameter->value.values();
      largest = std::max(largest, static_cast<double>(arma::abs(change).max()));
    }
    const dln::Tensor<float> after = dln::predict(copy, images.validation.images);
    const arma::fvec moved = arma::abs(after.values() - before.values());
    stored.add({name, dln::count_weights(from) * (name == "float32" ? 4 : 2), largest,
                moved.max(), accuracy_on(copy, images.validation)});
  }
  const std::size_t epochs = options.choose<std::size_t>(10, 2);
  const Trained in_float = train_in<float>(images, epochs, options.seed),
                in_double = train_in<double>(images, epochs, options.seed);
  Table trained({{"trained in"},
                 {"megabytes", "{:.2f}"},
                 {"seconds", "{:.2f}"},
                 {"validation accuracy", "{:.1%}"}});
  trained.add({"float32", in_float.megabytes, in_float.seconds, in_float.accuracy});
  trained.add({"float64", in_double.megabytes, in_double.seconds, in_double.accuracy});
  Report report;
  report.say("A trained network whose weights are stored in fewer bits, and then used:");
  report.table("stored", stored);
  report.say("A dense network of 256 ReLUs, trained in single and in double precision:");
  report.table("trained", trained);
  report.note("double_over_float_seconds",
              in_double.seconds / std::max(in_float.seconds, 1e-9));
  return report;
}

}  // namespace chapter

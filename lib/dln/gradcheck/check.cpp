#include "dln/gradcheck/check.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"

namespace dln::gradcheck {
namespace {

Tensor<double> random_like(const Shape& shape, Random random) {
  Tensor<double> tensor(shape);
  tensor.values().imbue([&] { return random.normal(); });
  return tensor;
}

std::string mode_name(Mode mode) { return mode == Mode::train ? "train" : "test"; }

Pass<double> fresh_pass(const Options& options) { return {options.mode, Random(options.seed).split(1)}; }

// [Check that backward adds to what is there]
// Backward once more, into gradients that already hold something: the result must be their sum.
bool overwrites(Layer<double>& layer, const Tensor<double>& x, const Tensor<double>& dy,
                const Parameter<double>& parameter, const Tensor<double>& alone, const Options& options) {
  auto pass = fresh_pass(options);
  const Tensor<double> before = random_like(alone.shape(), Random(options.seed).split(3));
  pass.gradient(parameter) = before;
  layer.forward(x, pass);
  layer.backward(dy, pass);
  const double size = arma::norm(before.values()) + arma::norm(alone.values());
  return arma::norm(pass.gradient(parameter).values() - before.values() - alone.values()) > 1e-10 * size;
}
// [Check that backward adds to what is there]

}  // namespace

// [Check a layer's input and every parameter]
Report check_layer(Layer<double>& layer, Tensor<double> x, const Options& options) {
  const auto outputs = [&] {
    auto pass = fresh_pass(options);
    return layer.forward(x, pass);
  };
  auto pass = fresh_pass(options);
  const Tensor<double> y = layer.forward(x, pass);
  const Tensor<double> dy = random_like(y.shape(), Random(options.seed).split(2));
  const Tensor<double> dx = layer.backward(dy, pass);

  Report report{layer.name(), fmt::format("{}, input {}", mode_name(options.mode), to_string(x.shape())), {}};
  const std::size_t batch = x.shape().examples;
  report.tensors.push_back(check_tensor({"x", x, dx, outputs, dy, batch, {}}, options));
  for (Parameter<double>* parameter : layer.parameters()) {
    const Tensor<double> gradient = pass.gradient(*parameter);
    auto found = check_tensor({parameter->name, parameter->value, gradient, outputs, dy, batch, {}}, options);
    if (found.passed() && overwrites(layer, x, dy, *parameter, gradient, options))
      found.diagnosis = "the gradient is overwritten instead of added to: backward must use +=, not =";
    report.tensors.push_back(found);
  }
  if (pass.kept() != 0)
    throw Error(layer.name(), "backward to take back all that forward kept", fmt::format("{} left", pass.kept()));
  return report;
}
// [Check a layer's input and every parameter]

Report check_loss(const Loss<double>& loss, Tensor<double> scores, const arma::uvec& labels, const Options& options) {
  // Every example's loss is one output, so its share of the mean is its projection.
  const Shape one_each{labels.n_elem, 1, 1, 1};
  const auto outputs = [&] {
    Tensor<double> losses(one_each);
    losses.values() = loss.forward(scores, labels);
    return losses;
  };
  const Tensor<double> mean(one_each, 1.0 / static_cast<double>(labels.n_elem));
  Report report{loss.name(), fmt::format("scores {}", to_string(scores.shape())), {}};
  report.tensors.push_back(
      check_tensor({"scores", scores, loss.backward(scores, labels), outputs, mean, labels.n_elem, {}}, options));
  return report;
}

Report check_regularizer(const Regularizer<double>& regularizer, Tensor<double> weight, const Options& options) {
  const auto outputs = [&] { return Tensor<double>({1, 1, 1, 1}, regularizer.forward(weight)); };
  const Tensor<double> one({1, 1, 1, 1}, 1.0);
  Report report{regularizer.name(), fmt::format("weight {}", to_string(weight.shape())), {}};
  report.tensors.push_back(
      check_tensor({"weight", weight, regularizer.backward(weight), outputs, one, 1, {}}, options));
  return report;
}

Report check_objective(Layer<double>& network, const Loss<double>& loss, const Regularizer<double>& regularizer,
                       const Tensor<double>& x, const arma::uvec& labels, const Options& options) {
  const auto parameters = network.parameters();
  const std::size_t examples = labels.n_elem;
  // The outputs: every example's loss, then one penalty; their projection: 1/N each, then 1.
  const Shape shape{examples + 1, 1, 1, 1};
  Tensor<double> dy(shape, 1.0 / static_cast<double>(examples));
  dy[examples] = 1;
  const auto outputs = [&] {
    auto pass = fresh_pass(options);
    Tensor<double> y(shape);
    y.values().head(examples) = loss.forward(network.forward(x, pass), labels);
    for (const auto* parameter : parameters)
      if (parameter->regularized) y[examples] += regularizer.forward(parameter->value);
    return y;
  };

  auto pass = fresh_pass(options);
  const Tensor<double> scores = network.forward(x, pass);
  network.backward(loss.backward(scores, labels), pass);
  Report report{fmt::format("{} + {} + {}", network.name(), loss.name(), regularizer.name()),
                fmt::format("{}, input {}", mode_name(options.mode), to_string(x.shape())),
                {}};
  for (Parameter<double>* parameter : parameters) {
    const Tensor<double> data = pass.gradient(*parameter);
    const Tensor<double> penalty = regularizer.backward(parameter->value);
    Tensor<double> whole = data;
    if (parameter->regularized) whole.values() += penalty.values();
    report.tensors.push_back(check_tensor({parameter->name,
                                           parameter->value,
                                           whole,
                                           outputs,
                                           dy,
                                           examples,
                                           {{"data", data}, {"regularization", penalty}}},
                                          options));
  }
  return report;
}

}  // namespace dln::gradcheck

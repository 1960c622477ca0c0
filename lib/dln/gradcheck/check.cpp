#include "dln/gradcheck/check.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"
#include "dln/gradcheck/usual_slips.hpp"

namespace dln::gradcheck {
namespace {

Tensor<double> random_like(const Shape& shape, Random random) {
  Tensor<double> tensor(shape);
  tensor.values().imbue([&] { return random.normal(); });
  return tensor;
}

std::string mode_name(Mode mode) { return mode == Mode::train ? "train" : "test"; }

Pass<double> fresh_pass(const Options& options) {
  return {options.mode, Random(options.seed).split(1)};
}

// [Check that backward adds to what is there]
// Backward once more, into gradients that already hold something: the result must be their sum.
bool overwrites(Layer<double>& layer, const Tensor<double>& x, const Tensor<double>& dy,
                const Parameter<double>& parameter, const Tensor<double>& alone,
                const Options& options) {
  auto pass = fresh_pass(options);
  const Tensor<double> before = random_like(alone.shape(), Random(options.seed).split(3));
  pass.gradient(parameter) = before;
  layer.forward(x, pass);
  layer.backward(dy, pass);
  const double size = arma::norm(before.values()) + arma::norm(alone.values());
  return arma::norm(pass.gradient(parameter).values() - before.values() - alone.values()) >
         1e-10 * size;
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

  Report report{layer.name(),
                fmt::format("{}, input {}", mode_name(options.mode), to_string(x.shape())),
                {}};
  const std::size_t batch = x.shape().examples;
  const Trip trip{x, y, dy};
  std::vector<Term> values;
  for (const auto& [path, parameter] : layer.parameters())
    values.push_back({path, parameter->value});
  report.tensors.push_back(
      check_tensor({"x", x, dx, outputs, dy, batch, {}, usual_factors(trip, values)}, options));
  for (const auto& [path, parameter] : layer.parameters()) {
    if (!parameter->learns()) continue;
    const Tensor<double> gradient = pass.gradient(*parameter);
    auto found = check_tensor({path,
                               parameter->value,
                               gradient,
                               outputs,
                               dy,
                               batch,
                               {},
                               {},
                               usual_slips(trip, parameter->value.shape())},
                              options);
    if (found.passed() && overwrites(layer, x, dy, *parameter, gradient, options))
      found.diagnosis =
          "the gradient is overwritten instead of added to: backward must use +=, not =";
    report.tensors.push_back(found);
  }
  if (pass.kept() != 0)
    throw Error(layer.name(), "backward to take back all that forward kept",
                fmt::format("{} left", pass.kept()));
  return report;
}
// [Check a layer's input and every parameter]

Report check_regularizer(const Regularizer<double>& regularizer, Tensor<double> weight,
                         const Options& options) {
  const auto outputs = [&] {
    return Tensor<double>({1, 1, 1, 1}, regularizer.forward(weight));
  };
  const Tensor<double> one({1, 1, 1, 1}, 1.0);
  Tensor<double> dweight(weight.shape());
  regularizer.backward(weight, dweight);
  Report report{regularizer.name(), fmt::format("weight {}", to_string(weight.shape())), {}};
  report.tensors.push_back(
      check_tensor({"weight", weight, dweight, outputs, one, 1, {}}, options));
  return report;
}

Report check_step(const std::string& name, const ParameterList<double>& parameters,
                  const std::function<double(Pass<double>&)>& step,
                  const Regularizer<double>* regularizer, const Options& options) {
  const auto outputs = [&] {
    auto pass = fresh_pass(options);
    return Tensor<double>({1, 1, 1, 1}, step(pass));
  };
  const Tensor<double> one({1, 1, 1, 1}, 1.0);
  auto pass = fresh_pass(options);
  step(pass);
  Report report{name, mode_name(options.mode), {}};
  for (const auto& [path, parameter] : parameters) {
    if (!parameter->learns()) continue;
    std::vector<Term> terms;
    if (regularizer != nullptr && parameter->kind == ParameterKind::weight) {
      Term& penalty =
          terms.emplace_back(Term{"regularization", Tensor<double>(parameter->value.shape())});
      regularizer->backward(parameter->value, penalty.gradient);
    }
    report.tensors.push_back(check_tensor(
        {path, parameter->value, pass.gradient(*parameter), outputs, one, 1, terms}, options));
  }
  return report;
}

}  // namespace dln::gradcheck

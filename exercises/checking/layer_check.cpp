#include "checking/layer_check.hpp"

#include <fmt/format.h>

#include <chrono>

#include "checking/question.hpp"
#include "dln/core/error.hpp"
#include "dln/gradcheck/check.hpp"

namespace exercise {
namespace {

using dln::Mode;
using dln::Tensor;

constexpr double max_seconds = 8;
constexpr double forwards_a_number =
    2 * 3 * 2;  // at two points, from three seeds, in two modes

void found(bool right, const std::string& report) {
  answered({.question = "the layer", .got = result(report), .right = right, .report = report});
}

// Forward and back once, with words for what gradient checks take for granted. Nothing if all
// went well.
std::string try_once(dln::Layer<double>& layer, const Tensor<double>& x, Mode mode) {
  const std::string name = layer.name();
  dln::Pass<double> pass(mode, dln::Random(1));
  std::string where = "forward";
  std::size_t kept = 0;
  try {
    const Tensor<double> y = layer.forward(x, pass);
    if (y.shape() != layer.output_shape(x.shape()))
      return fmt::format("{}: output_shape says {}, but forward gives {}.", name,
                         to_string(layer.output_shape(x.shape())), to_string(y.shape()));
    kept = pass.kept();
    where = "backward";
    Tensor<double> dy(y.shape());
    dy.values().randn();
    const Tensor<double> dx = layer.backward(dy, pass);
    if (dx.shape() != x.shape())
      return fmt::format("{}: backward must give a gradient of the input's shape {}, not {}.",
                         name, to_string(x.shape()), to_string(dx.shape()));
    if (pass.kept() > 0)
      return fmt::format(
          "{}: forward pushes {}, of which backward leaves {}: pop as often as you push.", name,
          kept, pass.kept());
  } catch (const dln::Error& error) {
    return error.what();
  } catch (const std::exception& error) {
    return fmt::format("{}: {} ended with an error: {}", name, where, explained(error.what()));
  }
  return "";
}

std::size_t numbers(dln::Layer<double>& layer, const Tensor<double>& x) {
  std::size_t count = x.size();
  for (const auto& [path, parameter] : layer.parameters()) count += parameter->value.size();
  return count;
}

// How long the check would take if all is right.
double expected_seconds(dln::Layer<double>& layer, const Tensor<double>& x) {
  const auto start = std::chrono::steady_clock::now();
  dln::Pass<double> pass(Mode::train, dln::Random(1));
  layer.forward(x, pass);
  const std::chrono::duration<double> once = std::chrono::steady_clock::now() - start;
  return once.count() * forwards_a_number * static_cast<double>(numbers(layer, x));
}

}  // namespace

void check_layer(MakeLayer* make_layer, const dln::Shape& shape) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    asking("the gradients of the layer");
    const std::unique_ptr<dln::Layer<double>> layer = make_layer(dln::Random(seed));
    if (!layer) return found(false, "make_layer() gives no layer.");
    dln::Random random = dln::Random(seed).split(1);
    Tensor<double> x(shape);
    x.values().imbue([&] { return random.normal(); });
    for (const Mode mode : {Mode::train, Mode::test}) {
      if (const std::string trouble = try_once(*layer, x, mode); !trouble.empty())
        return found(false, trouble);
      if (seed == 1 && mode == Mode::train && expected_seconds(*layer, x) > max_seconds)
        return found(
            false,
            fmt::format(
                "Too large to check: each of {} numbers of the input and the parameters is "
                "nudged, and forward runs again for each.\nLet input_shape() be smaller: a "
                "few hundred numbers are enough.",
                numbers(*layer, x)));
      const auto report = dln::gradcheck::check_layer(*layer, x, {.seed = seed, .mode = mode});
      if (!report.passed()) return found(false, report.table() + "Not yet right.");
      if (seed == 1) comment(report.table());
    }
  }
  found(true, "");
  comment("Every gradient is right, with three seeds and in both modes.");
}

}  // namespace exercise

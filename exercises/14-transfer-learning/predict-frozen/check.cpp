#include <fmt/format.h>

#include "checking/checking.hpp"
#include "dln/models/quick_resnet.hpp"

struct Step {
  std::size_t kept = 0, with_gradient = 0,
              moved = 0;  // bytes, stages' weights, their statistics
};

Step step(bool is_frozen) {
  const auto network = dln::quick_resnet<float>(4, 3, 5, {dln::he<float>(), dln::Random(1)});
  for (const auto& [path, parameter] : network->parameters())
    if (is_frozen && path.starts_with("stage")) parameter->rate = 0;
  dln::Tensor<float> x({4, 3, 16, 16});
  dln::Random random(2);
  x.values().imbue([&] { return float(random.normal()); });
  dln::Pass<float> pass(dln::Mode::train, dln::Random(3));
  pass.want_input_gradient(false);
  const auto y = network->forward(x, pass);
  Step step{pass.kept_bytes()};
  network->backward(dln::Tensor<float>(y.shape(), 1), pass);
  for (const auto& [path, parameter] : network->parameters()) {
    if (!path.starts_with("stage")) continue;
    if (parameter->kind == dln::ParameterKind::statistic)
      step.moved += arma::any(pass.next(*parameter).values() != parameter->value.values());
    else
      step.with_gradient += pass.has_gradient(*parameter);
  }
  return step;
}

void check(const std::string& backward, const std::string& statistics,
           const std::string& memory) {
  const Step frozen = step(true), whole = step(false);
  exercise::predicted("Running backward:", backward, {"all", "the last", "none"},
                      frozen.with_gradient == 0                     ? "none"
                      : frozen.with_gradient == whole.with_gradient ? "all"
                                                                    : "the last",
                      fmt::format("{} of the stages' {} weights got a gradient.",
                                  frozen.with_gradient, whole.with_gradient));
  exercise::predicted("Running means:", statistics, {"yes", "no"},
                      frozen.moved > 0 ? "yes" : "no",
                      fmt::format("{} statistics of frozen stages moved.", frozen.moved));
  const double share = double(frozen.kept) / double(whole.kept);
  exercise::predicted("Memory:", memory, {"the same", "about a half", "less than a tenth"},
                      share > 0.8   ? "the same"
                      : share > 0.1 ? "about a half"
                                    : "less than a tenth",
                      fmt::format("{:.1f} % of it.", 100 * share));
  exercise::comment(
      "Statistics follow the new images although nothing is learnt. Who wants codes that stay "
      "computes them once, in test mode.");
}

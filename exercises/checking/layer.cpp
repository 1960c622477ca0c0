// Checks the gradients of a layer of the reader's own. `./dln check FILE` builds this around FILE.
#include <fmt/format.h>

#include "dln/gradcheck/check.hpp"

#include LAYER_FILE

int main() {
  int failures = 0;
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const std::unique_ptr<dln::Layer<double>> layer = make_layer(dln::Random(seed));
    dln::Random random = dln::Random(seed).split(1);
    dln::Tensor<double> x(input_shape());
    x.values().imbue([&] { return random.normal(); });
    for (const dln::Mode mode : {dln::Mode::train, dln::Mode::test}) {
      const auto report = dln::gradcheck::check_layer(*layer, x, {.seed = seed, .mode = mode});
      if (failures > 0 || (report.passed() && seed > 1)) continue;  // one report of each kind is enough
      fmt::print("{}", report.table());
      failures += report.passed() ? 0 : 1;
    }
  }
  fmt::print("{}\n", failures == 0 ? "Every gradient is right, with three seeds and in both modes." : "Not yet right.");
  return failures == 0 ? 0 : 1;
}

#include <fmt/format.h>

#include "checking/checking.hpp"

void check(const std::string& matrix_vector, const std::string& matrix_matrix,
           const std::string& convolution, const std::string& relu) {
  const auto ask = [](const std::string& what, const std::string& predicted, double operations,
                      double numbers) {
    const double a_byte = operations / (4 * numbers);
    exercise::predicted(what + ": the machine waits for", predicted, {"memory", "arithmetic"},
                        a_byte < 10 ? "memory" : "arithmetic",
                        fmt::format("{:.3g} operations a byte.", a_byte));
  };
  const double n = 1000;
  ask("Matrix times vector", matrix_vector, 2 * n * n, n * n + 2 * n);
  ask("Matrix times matrix", matrix_matrix, 2 * n * n * n, 3 * n * n);
  const double image = 64.0 * 56 * 56, weights = 9.0 * 64 * 64;
  ask("The convolution", convolution, 2 * weights * 56 * 56, 2 * image + weights);
  ask("The ReLU", relu, 1e6, 2e6);
  exercise::comment(
      "What uses each number once waits for memory, however fast it is written. What uses it "
      "hundreds of times can be made to wait for arithmetic alone.");
}

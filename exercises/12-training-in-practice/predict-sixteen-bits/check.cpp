#include <fmt/format.h>

#include "checking/checking.hpp"
#include "dln/core/half.hpp"

float as_bfloat16(float x) { return dln::from_bfloat16(dln::to_bfloat16(x)); }

void check(double megabytes, const std::string& rounded, const std::string& large,
           const std::string& moved) {
  const double all = 61.1e6 * sizeof(dln::to_float16(1)) / 1e6;
  exercise::predicted("Megabytes of 61.1 million weights in float16:", megabytes, all, 1.1,
                      fmt::format("two bytes each, {:.0f} in all.", all));
  const float near = as_bfloat16(1.003F);
  exercise::predicted("bfloat16 makes of 1.003:", rounded, {"1", "1.003", "1.0078125"},
                      near == 1       ? "1"
                      : near > 1.005F ? "1.0078125"
                                      : "1.003",
                      fmt::format("{}: the next above 1 is 1.0078125.", near));
  const float far = dln::from_float16(dln::to_float16(70000));
  exercise::predicted("float16 makes of 70000:", large, {"70000", "65504", "infinity"},
                      std::isinf(far) ? "infinity"
                      : far < 66000   ? "65504"
                                      : "70000",
                      fmt::format("{}: its largest number is 65504.", far));
  float w = 1;
  for (int step = 0; step < 100; ++step) w = as_bfloat16(w + 0.001F);
  exercise::predicted("After a hundred steps of 0.001:", moved, {"1", "1.1", "in between"},
                      w == 1      ? "1"
                      : w > 1.09F ? "1.1"
                                  : "in between",
                      fmt::format("it is at {}.", w));
  exercise::comment(
      "Each step is less than half of the distance to the next number, and is rounded away. "
      "That is why weights are "
      "stored in sixteen bits, and learnt in thirty-two.");
}

#include "dln/gradcheck/report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dln::gradcheck {

bool Report::passed() const {
  return !tensors.empty() &&
         std::ranges::all_of(tensors, [](const auto& tensor) { return tensor.passed(); });
}

double Report::largest_relative_error() const {
  double largest = 0;
  for (const auto& tensor : tensors) largest = std::max(largest, tensor.largest_relative_error);
  return largest;
}

std::string Report::table() const {
  std::string text =
      fmt::format("{} ({}): {}\n", subject, setting, passed() ? "passed" : "FAILED");
  text += fmt::format("  {:<9} {:>10} {:>5} {:>4} {:>5} {:>7} {:>5} {:>10} {:>10} {:>6}\n",
                      "tensor", "shape", "tried", "kink", "wrong", "error", "entry", "analytic",
                      "numerical", "noise");
  for (const auto& t : tensors) {
    text += fmt::format(
        "  {:<9} {:>10} {:>5} {:>4} {:>5} {:>7.0e} {:>5} {:>10.4g} {:>10.4g} {:>6.0e}\n",
        t.tensor, to_string(t.shape), t.checked, t.at_kink, t.wrong, t.largest_relative_error,
        t.worst_entry, t.analytic, t.numerical, t.rounding);
  }
  for (const auto& t : tensors) {
    if (t.too_many_kinks)
      text += fmt::format("  {}: too many entries at a kink to say much\n", t.tensor);
    if (t.too_few_alive)
      text += fmt::format("  {}: only {} of {} entries have a gradient other than 0\n",
                          t.tensor, t.alive, t.checked);
    if (!t.diagnosis.empty()) text += fmt::format("  {}: {}\n", t.tensor, t.diagnosis);
  }
  return text;
}

std::string verdict(double relative_error) {
  if (!(relative_error <= 1e-2)) return "wrong";
  if (relative_error > 1e-4) return "uneasy";
  return relative_error > 1e-7 ? "good" : "happy";
}

}  // namespace dln::gradcheck

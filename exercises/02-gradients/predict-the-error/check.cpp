#include <fmt/format.h>

#include "checking/checking.hpp"

double forward_error(double h) {
  return std::abs((std::exp(1 + h) - std::exp(1.0)) / h - std::exp(1.0));
}
double centred_error(double h) {
  return std::abs((std::exp(1 + h) - std::exp(1 - h)) / (2 * h) - std::exp(1.0));
}

void check(double forward_gain, double centred_gain, const std::string& below_1e_8) {
  exercise::predicted(
      "Forward differences of exp at 1, h from 0.01 to 0.001: the error becomes smaller by a "
      "factor of",
      forward_gain, forward_error(0.01) / forward_error(0.001), 1.5,
      fmt::format("an error of {:.2g}, then {:.2g}.", forward_error(0.01),
                  forward_error(0.001)));
  exercise::predicted(
      "Centred differences of exp at 1, h from 0.01 to 0.001: the error becomes smaller by a "
      "factor of",
      centred_gain, centred_error(0.01) / centred_error(0.001), 1.5,
      fmt::format("an error of {:.2g}, then {:.2g}.", centred_error(0.01),
                  centred_error(0.001)));
  exercise::predicted(
      "Centred differences of exp at 1, h from 1e-8 to 1e-11: the error becomes", below_1e_8,
      {"smaller", "larger"}, centred_error(1e-11) > centred_error(1e-8) ? "larger" : "smaller",
      fmt::format("an error of {:.2g}, then {:.2g}.", centred_error(1e-8),
                  centred_error(1e-11)));
  exercise::comment(
      "Forward differences are wrong by h times half the second derivative; in centred ones "
      "that term cancels, and h "
      "squared is left. Below, f(x + h) and f(x - h) agree in nearly all their digits, and "
      "rounding is what remains.");
}

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dln/gradcheck/numerical.hpp"
#include "dln/losses/hinge.hpp"
#include "experiments.hpp"
#include "program/interrupt.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::gradcheck::Difference;
using dln::gradcheck::numerical_gradient;
using dln::program::Options;
using dln::program::Report;
using dln::program::seconds_of;
using dln::program::Table;

Report compare_costs(const dln::Dataset<double>& digits, const Options& options) {
  Report report;
  Table table({{"parameters"},
               {"evaluations"},
               {"numerical ms", "{:.2f}"},
               {"analytic ms", "{:.3f}"},
               {"times slower", "{:.0f}"}});
  for (const std::size_t features : options.quick
                                        ? std::vector<std::size_t>{2, 8, 32, 64}
                                        : std::vector<std::size_t>{2, 8, 32, 128, 256}) {
    dln::program::stop_if_interrupted();
    const Landscape landscape(digits, features, Random(options.seed).split(20));
    Tensor<double> w = landscape.start(Random(options.seed).split(21), 0.1);
    // [Time both gradients]
    std::size_t evaluations = 0;
    const std::function<double(const Tensor<double>&)> loss = [&](const Tensor<double>& at) {
      ++evaluations;
      return landscape.loss(at);
    };
    const auto quickest = [](int repetitions, const std::function<void()>& call) {
      double seconds = seconds_of(call);
      for (int i = 1; i < repetitions; ++i) seconds = std::min(seconds, seconds_of(call));
      return seconds;
    };
    const double numerical =
        quickest(3, [&] { numerical_gradient(loss, w, 1e-5, Difference::centred); });
    const double analytic = quickest(50, [&] { (void)landscape.gradient(w); });
    // [Time both gradients]
    table.add(
        {w.size(), evaluations / 3, 1e3 * numerical, 1e3 * analytic, numerical / analytic});
    report.note("cost_parameters", w.size());
    report.note("cost_times_slower", numerical / analytic);
  }
  report.say("The time for one gradient, with more and more parameters:");
  report.table("cost", table);
  return report;
}

namespace {

// A smooth function of one number whose derivative is known to every digit.
template <typename T>
T smooth(const Tensor<T>& x) {
  return std::exp(x[0]) * std::sin(x[0]);
}

template <typename T>
double relative_error(double h, Difference difference) {
  constexpr double at = 1.3;
  const double exact = std::exp(at) * (std::sin(at) + std::cos(at));
  Tensor<T> x({1, 1, 1, 1}, static_cast<T>(at));
  const std::function<T(const Tensor<T>&)> f = smooth<T>;
  const auto n =
      static_cast<double>(numerical_gradient(f, x, static_cast<T>(h), difference)[0]);
  return std::max(std::abs(n - exact) / exact, 1e-17);
}

// The slope of log error over log h, by least squares over the part where truncation rules.
double slope(const arma::mat& errors, arma::uword column, double from, double to) {
  const arma::mat part = errors.rows(arma::find(errors.col(0) >= from && errors.col(0) <= to));
  const arma::vec line = arma::polyfit(arma::vec(arma::log10(part.col(0))),
                                       arma::vec(arma::log10(part.col(column))), 1);
  return line[0];
}

}  // namespace

Report measure_errors() {
  // [Shrink h and watch the error]
  arma::mat errors;
  for (double exponent = -0.5; exponent >= -14; exponent -= 0.25) {
    const double h = std::pow(10, exponent);
    errors =
        arma::join_cols(errors, arma::rowvec{h, relative_error<float>(h, Difference::forward),
                                             relative_error<float>(h, Difference::centred),
                                             relative_error<double>(h, Difference::forward),
                                             relative_error<double>(h, Difference::centred)});
  }
  // [Shrink h and watch the error]
  Report report;
  report.data("errors", Table::of({"h", "forward, float", "centred, float", "forward, double",
                                   "centred, double"},
                                  errors));
  Table table({{"difference"}, {"type"}, {"smallest error", "{:.1e}"}, {"at h", "{:.1e}"}});
  const char* names[4][2] = {
      {"forward", "float"}, {"centred", "float"}, {"forward", "double"}, {"centred", "double"}};
  for (arma::uword column = 1; column <= 4; ++column) {
    const arma::uword row = errors.col(column).index_min();
    const auto& [difference, type] = names[column - 1];
    table.add({difference, type, errors(row, column), errors(row, 0)});
    report.note(fmt::format("smallest_error_{}_{}", difference, type), errors(row, column));
    report.note(fmt::format("best_h_{}_{}", difference, type), errors(row, 0));
  }
  const double forward = slope(errors, 3, 1e-6, 1e-2), centred = slope(errors, 4, 1e-4, 1e-1);
  report.say("How near each difference comes to the derivative, and with which h:");
  report.table("errors-best", table);
  report.say(fmt::format("Slopes on the log-log plot: forward {:.2f}, centred {:.2f}.", forward,
                         centred));
  report.note("slope_forward", forward);
  report.note("slope_centred", centred);
  return report;
}

Report walk_up_to_kink() {
  // [Walk up to a kink of the hinge loss]
  // Score 1 is the correct one; score 2 is 1e-3 short of the margin, so a nudge of more than
  // that wakes its term.
  const dln::Hinge<double> hinge;
  Tensor<double> scores({1, 2, 1, 1}, {2, 1 - 1e-3});
  const std::function<double(const Tensor<double>&)> loss = [&](const Tensor<double>& at) {
    return hinge.forward(at, {0})[0];
  };
  Table table(
      {{"h", "{:.0e}"}, {"forward", "{:.4f}"}, {"centred", "{:.4f}"}, {"analytic", "{:.4f}"}});
  for (double h = 1e-1; h > 5e-6; h /= 10) {
    const double forward = numerical_gradient(loss, scores, h, Difference::forward)[1];
    const double centred = numerical_gradient(loss, scores, h, Difference::centred)[1];
    table.add({h, forward, centred, hinge.backward(scores, {0}, 1)[1]});
    // [Walk up to a kink of the hinge loss]
  }
  arma::mat curve;
  for (double s = 0.5; s <= 1.5; s += 0.02) {
    const Tensor<double> at({1, 2, 1, 1}, {2, s});
    curve = arma::join_cols(
        curve, arma::rowvec{s, hinge.forward(at, {0})[0], hinge.backward(at, {0}, 1)[1]});
  }
  Report report;
  report.say(
      "The derivative by a score that is 0.001 short of the margin: whatever h is larger feels "
      "the kink.");
  report.table("kink", table);
  report.data("kink-curve", Table::of({"score", "loss", "derivative"}, curve));
  return report;
}

}  // namespace chapter

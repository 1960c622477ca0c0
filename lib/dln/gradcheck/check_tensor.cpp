#include <algorithm>
#include <cmath>

#include "dln/core/error.hpp"
#include "dln/gradcheck/check.hpp"

namespace dln::gradcheck {
namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

/** The differences at one entry for one h. */
struct Differences {
  double centred;
  double forward;
  double backward;
  double rounding;  // what rounding alone can add to them
  bool moved;       // whether any output changed
};

// [Difference every output before projecting]
Differences differences(const Subject& subject, const arma::vec& y, std::size_t entry,
                        double h) {
  double& number = subject.value[entry];
  const double old = number;
  number = old + h;
  const arma::vec above = subject.outputs().values();
  const double up = number - old;  // h as it came out after rounding
  number = old - h;
  const arma::vec below = subject.outputs().values();
  const double down = old - number;
  number = old;

  const arma::vec& dy = subject.dy.values();
  const double size = arma::accu(arma::abs(dy % y));
  return {arma::dot(dy, above - below) / (up + down), arma::dot(dy, above - y) / up,
          arma::dot(dy, y - below) / down, 10 * epsilon * size / h,
          arma::any(above != y) || arma::any(below != y)};
}
// [Difference every output before projecting]

// [Tell a kink from a mistake]
// Halving h halves the gap between the one-sided differences of a smooth function. At a kink
// the gap stays.
bool at_kink(const Subject& subject, const arma::vec& y, std::size_t entry, double h) {
  const auto gap = [&](double step) {
    const Differences d = differences(subject, y, entry, step);
    const double noise =
        d.rounding + 1e-6 * std::max(std::abs(d.forward), std::abs(d.backward));
    return std::max(0.0, std::abs(d.forward - d.backward) - noise);
  };
  const double wide = gap(h);
  const double narrow = gap(h / 8);  // halved three times
  return narrow > 0 && narrow > wide / 6;
}
// [Tell a kink from a mistake]

arma::uvec entries_to_check(std::size_t size, const Options& options) {
  arma::uvec order = Random(options.seed).split(0).permutation(size);
  return arma::sort(arma::uvec(order.head(std::min<std::size_t>(size, options.max_entries))));
}

}  // namespace

TensorReport check_tensor(const Subject& subject, const Options& options) {
  if (subject.analytic.shape() != subject.value.shape())
    throw Error("gradient of " + subject.tensor, to_string(subject.value.shape()),
                to_string(subject.analytic.shape()));
  TensorReport report;
  report.tensor = subject.tensor;
  report.shape = subject.value.shape();
  Comparison comparison{.analytic = subject.analytic,
                        .numerical = Tensor<double>(subject.value.shape()),
                        .checked = {},
                        .wrong = {},
                        .batch = subject.batch,
                        .known_terms = subject.known_terms,
                        .factors = subject.factors,
                        .slips = subject.slips};
  const arma::vec y = subject.outputs().values();
  std::vector<arma::uword> checked;
  std::vector<arma::uword> wrong;
  bool moved = false;

  for (const arma::uword entry : entries_to_check(subject.value.size(), options)) {
    const double a = subject.analytic[entry];
    // [Accept an entry]
    bool agrees = false;
    Differences best{};
    double best_error = std::numeric_limits<double>::infinity();
    for (const double h : options.steps) {
      const Differences d = differences(subject, y, entry, h);
      const double n = d.centred;
      moved = moved || d.moved;
      agrees = std::abs(a - n) <=
               options.tolerance * std::max(std::abs(a), std::abs(n)) + d.rounding;
      if (agrees || std::abs(a - n) < best_error) {
        best = d;
        best_error = std::abs(a - n);
      }
      if (agrees) break;
    }
    // [Accept an entry]
    if (!agrees && at_kink(subject, y, entry, options.steps.front())) {
      ++report.at_kink;
      continue;
    }
    comparison.numerical[entry] = best.centred;
    if (std::abs(best.centred) > best.rounding) ++report.alive;
    checked.push_back(entry);
    if (!agrees) wrong.push_back(entry);

    const double scale = std::max(
        {std::abs(a), std::abs(best.centred), best.rounding / options.tolerance, 1e-300});
    const double relative_error = std::abs(a - best.centred) / scale;
    if (checked.size() == 1 || relative_error > report.largest_relative_error ||
        std::isnan(a)) {
      report.largest_relative_error =
          std::isnan(a) ? std::numeric_limits<double>::infinity() : relative_error;
      report.worst_entry = entry;
      report.analytic = a;
      report.numerical = best.centred;
      report.rounding = best.rounding;
    }
  }

  report.checked = checked.size();
  report.wrong = wrong.size();
  report.too_many_kinks =
      static_cast<double>(report.at_kink) >
      options.max_kinks * static_cast<double>(report.checked + report.at_kink);
  report.too_few_alive = static_cast<double>(report.alive) <
                         options.min_alive * static_cast<double>(report.checked);
  comparison.checked = arma::uvec(checked);
  comparison.wrong = arma::uvec(wrong);
  report.diagnosis = diagnose(comparison).sentence;
  if (report.diagnosis.empty() && !moved)
    report.diagnosis = "it moves no output: is it used at all?";
  return report;
}

}  // namespace dln::gradcheck

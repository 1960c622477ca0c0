#include <fmt/format.h>

#include "experiments.hpp"

namespace chapter {

using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Start;
using dln::program::Table;
using dln::program::Variant;

namespace {

const std::vector<double> rates = {0.01, 0.03, 0.1};

std::string named(const std::string& scale, double rate) {
  return fmt::format("{}, rate {:g}", scale, rate);
}

/** All units' scales. */
arma::fvec scales_of(dln::Sequential<float>& network) {
  arma::fvec all;
  for (const auto& [path, parameter] : network.parameters())
    if (path.ends_with("gamma")) all = arma::join_cols(all, parameter->value.values());
  return all;
}

/** Trains five layers whose scales are fixed, or learnt if `scale` is 0. */
Outcome train(double scale, double rate, std::size_t epochs, const dln::program::Images& images,
              const Start& start) {
  dln::Sequential<float> network;
  build(network, {.depth = 5, .place = Place::before, .tanh = true}, images, start.random);
  if (scale > 0) {
    // [Fix what goes into each tanh]
    for (const auto& [path, parameter] : network.parameters()) {
      if (path.ends_with("gamma")) parameter->value.values().fill(static_cast<float>(scale));
      if (path.ends_with("gamma") || path.ends_with("beta")) parameter->rate = 0;
    }
    // [Fix what goes into each tanh]
  }
  Outcome outcome = learn(network, images, rate, 64, epochs, start);
  const arma::fvec scales = scales_of(network);
  outcome.numbers.emplace_back("smallest scale", scales.min());
  outcome.numbers.emplace_back("largest scale", scales.max());
  return outcome;
}

}  // namespace

Report try_tanh(const dln::program::Images& images, const Options& options) {
  const std::size_t epochs = options.choose<std::size_t>(5, 2);
  const std::vector<std::pair<std::string, double>> scales = {
      {"0.1", 0.1}, {"0.3", 0.3}, {"1", 1}, {"3", 3}, {"10", 10}, {"learnt", 0}};
  std::vector<Variant> variants;
  for (const auto& [word, scale] : scales)
    for (const double rate : rates)
      variants.push_back({named(word, rate), [=, &images, scale = scale](const Start& start) {
                            return train(scale, rate, epochs, images, start);
                          }});
  const auto found =
      dln::program::compare("scales of tanh", variants, options, options.choose(3, 2));

  std::vector<dln::program::Column> columns = {{"scale"}};
  for (const double rate : rates) columns.push_back({fmt::format("rate {:g}", rate), "{:.1%}"});
  columns.push_back({"range at its best rate"});
  Table table(columns);
  double smallest = arma::datum::inf, largest = 0;
  for (const auto& [word, scale] : scales) {
    std::vector<dln::program::Cell> row = {word};
    dln::program::Statistics best;
    for (const double rate : rates) {
      const auto accuracy = found.of(named(word, rate), "accuracy");
      if (accuracy.mean > best.mean) best = accuracy;
      row.emplace_back(accuracy.mean);
      if (scale > 0) continue;
      smallest = std::min(smallest, found.of(named(word, rate), "smallest scale").lowest);
      largest = std::max(largest, found.of(named(word, rate), "largest scale").highest);
    }
    row.emplace_back(fmt::format("{:.1f} to {:.1f}", 100 * best.lowest, 100 * best.highest));
    table.add(row);
  }
  Report report;
  report.say(
      "Five layers of tanh units, whose inputs are normalized and times a scale: validation "
      "accuracy.");
  report.table("tanh", table);
  report.say(
      fmt::format("All scales that were learnt, at any rate, lie between {:.2f} and {:.2f}; "
                  "they begin at 1.",
                  smallest, largest));
  report.note("smallest_scale", smallest);
  report.note("largest_scale", largest);
  return report;
}

}  // namespace chapter

#include "program/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/algorithm/string/join.hpp>
#include <cmath>

#include "dln/core/error.hpp"

namespace dln::program {
namespace {

std::string joined(const std::vector<std::string>& texts) {
  return boost::algorithm::join(texts, ", ");
}

/** Adds in the given order, so that the bits are always the same. */
Statistics statistics(const std::vector<double>& values) {
  Statistics s{0, values.front(), values.front(), 0};
  const auto count = static_cast<double>(values.size());
  for (const double value : values) {
    s.mean += value / count;
    s.lowest = std::min(s.lowest, value);
    s.highest = std::max(s.highest, value);
  }
  double squares = 0;
  for (const double value : values) squares += (value - s.mean) * (value - s.mean);
  s.standard_error =
      std::sqrt(squares / (count - 1) / count);  // 0/0 for a single start: not a number
  return s;
}

template <typename Value>
const Value* find(const std::vector<std::pair<std::string, Value>>& named,
                  const std::string& name) {
  const auto place = std::ranges::find(named, name, [](const auto& one) { return one.first; });
  return place == named.end() ? nullptr : &place->second;
}

template <typename Value>
std::vector<std::string> names(const std::vector<std::pair<std::string, Value>>& named) {
  std::vector<std::string> result;
  for (const auto& [name, value] : named) result.push_back(name);
  return result;
}

}  // namespace

Comparison::Comparison(std::vector<std::string> variants,
                       std::vector<std::vector<Outcome>> outcomes)
    : variants_(std::move(variants)), outcomes_(std::move(outcomes)) {
  for (std::size_t v = 0; v < variants_.size(); ++v)
    for (const Outcome& outcome : outcomes_[v]) {
      const Outcome& first = outcomes_[0][0];
      if (names(outcome.numbers) != names(first.numbers))
        throw Error(variants_[v], fmt::format("the numbers {}", joined(names(first.numbers))),
                    joined(names(outcome.numbers)));
      if (names(outcome.curves) != names(first.curves))
        throw Error(variants_[v], fmt::format("the curves {}", joined(names(first.curves))),
                    joined(names(outcome.curves)));
      for (std::size_t c = 0; c < outcome.curves.size(); ++c) {
        const std::size_t expected = outcomes_[v][0].curves[0].second.size(),
                          got = outcome.curves[c].second.size();
        if (got != expected)
          throw Error(variants_[v] + ", curve " + outcome.curves[c].first,
                      fmt::format("{} values", expected), std::to_string(got));
      }
    }
}

const std::vector<Outcome>& Comparison::outcomes(const std::string& variant) const {
  const auto place = std::ranges::find(variants_, variant);
  if (place == variants_.end())
    throw Error("a comparison", fmt::format("one of {}", joined(variants_)), variant);
  return outcomes_[static_cast<std::size_t>(place - variants_.begin())];
}

Statistics Comparison::of(const std::string& variant, const std::string& number) const {
  std::vector<double> values;
  for (const Outcome& outcome : outcomes(variant)) {
    const double* value = find(outcome.numbers, number);
    if (!value)
      throw Error("a comparison",
                  fmt::format("one of the numbers {}", joined(names(outcome.numbers))), number);
    values.push_back(*value);
  }
  return statistics(values);
}

const std::string& Comparison::best(const std::string& number) const {
  return *std::ranges::max_element(
      variants_, {}, [&](const std::string& variant) { return of(variant, number).mean; });
}

Table Comparison::table(const std::vector<Compared>& columns) const {
  std::vector<Column> headings = {{"variant"}};
  for (const Compared& c : columns) {
    headings.push_back({c.number, c.format});
    if (c.spread == Spread::range)
      headings.insert(headings.end(),
                      {{c.number + " lowest", c.format}, {c.number + " highest", c.format}});
    if (c.spread == Spread::error) headings.push_back({c.number + " error", c.format});
  }
  Table table(headings);
  for (const std::string& variant : variants_) {
    std::vector<Cell> row = {variant};
    for (const Compared& c : columns) {
      const Statistics s = of(variant, c.number);
      row.emplace_back(s.mean);
      if (c.spread == Spread::range) row.insert(row.end(), {s.lowest, s.highest});
      if (c.spread == Spread::error) row.emplace_back(s.standard_error);
    }
    table.add(std::move(row));
  }
  return table;
}

Table Comparison::starts() const {
  std::vector<Column> headings = {{"variant"}, {"start"}};
  for (const auto& number : names(outcomes_[0][0].numbers)) headings.push_back({number});
  Table table(headings);
  for (std::size_t v = 0; v < variants_.size(); ++v)
    for (std::size_t start = 0; start < outcomes_[v].size(); ++start) {
      std::vector<Cell> row = {variants_[v], start + 1};
      for (const auto& [name, value] : outcomes_[v][start].numbers) row.emplace_back(value);
      table.add(std::move(row));
    }
  return table;
}

Table Comparison::curves() const {
  const auto curves = names(outcomes_[0][0].curves);
  std::vector<Column> headings = {{"variant"}, {"step"}};
  for (const auto& curve : curves)
    headings.insert(headings.end(), {{curve}, {curve + " lowest"}, {curve + " highest"}});
  Table table(headings);
  if (curves.empty()) return table;
  for (std::size_t v = 0; v < variants_.size(); ++v)
    for (std::size_t step = 0; step < outcomes_[v][0].curves[0].second.size(); ++step) {
      std::vector<Cell> row = {variants_[v], step + 1};
      for (std::size_t c = 0; c < curves.size(); ++c) {
        std::vector<double> values;
        for (const Outcome& outcome : outcomes_[v])
          values.push_back(outcome.curves[c].second[step]);
        const Statistics s = statistics(values);
        row.insert(row.end(), {s.mean, s.lowest, s.highest});
      }
      table.add(std::move(row));
    }
  return table;
}

Report Comparison::report(const std::string& name, const std::vector<Compared>& columns) const {
  Report report;
  report.table(name, table(columns));
  report.data(name + "-starts", starts());
  if (!outcomes_[0][0].curves.empty()) report.data(name + "-curves", curves());
  return report;
}

}  // namespace dln::program

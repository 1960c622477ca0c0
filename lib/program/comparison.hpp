/**
 * @file
 * What variants gave from several starts, and how it is shown: means with spread, every start,
 * curves.
 */
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "program/report.hpp"

namespace dln::program {

/** Something to be timed when all jobs have finished and the machine does nothing else. */
struct Timed {
  std::string name;            ///< of the number
  std::function<void()> call;  ///< what to time; it owns what it needs
  double scale = 1;            ///< the number is the median of the seconds, times this
  std::size_t samples = 9;     ///< how many calls are counted
};

/** What one start of a variant gave. */
struct Outcome {
  std::vector<std::pair<std::string, double>> numbers =
      {};  ///< by name, the same names for all
  std::vector<std::pair<std::string, std::vector<double>>> curves =
      {};                         ///< by name, a value a step of any kind
  std::vector<Timed> timed = {};  ///< timed for the first start alone
};

/** What a table shows beside a mean. */
enum class Spread {
  none,   ///< nothing
  range,  ///< the lowest and the highest of all starts
  error   ///< the standard error of the mean
};

/** A number's columns in a comparison's table. */
struct Compared {
  std::string number;             ///< its name in the outcomes
  std::string format = "{:.3g}";  ///< how people see it, `{:.1%}` for shares
  Spread spread = Spread::none;   ///< `NAME lowest` and `NAME highest`, or `NAME error`: the
                                  ///< mean's standard error
};

/** A number over the starts. */
struct Statistics {
  double mean = 0;            ///< summed in the starts' order
  double lowest = 0;          ///< of all starts
  double highest = 0;         ///< of all starts
  double standard_error = 0;  ///< of the mean: s / sqrt(n), NaN for a single start
};

/** What came of a comparison. */
class Comparison {
 public:
  /** From outcomes. @param variants their names @param outcomes one list a variant, one a start
   * @throws Error if names or lengths of curves differ */
  Comparison(std::vector<std::string> variants, std::vector<std::vector<Outcome>> outcomes);

  /** A number over the starts. @param variant its name @param number its name @return the
   * statistics
   * @throws Error if there is none of that name */
  [[nodiscard]] Statistics of(const std::string& variant, const std::string& number) const;
  /** The variant whose mean is highest. @param number its name @return the variant's name */
  [[nodiscard]] const std::string& best(const std::string& number) const;
  /** The names, in order. @return one a variant */
  [[nodiscard]] const std::vector<std::string>& variants() const { return variants_; }
  /** What every start gave. @param variant its name @return one outcome a start */
  [[nodiscard]] const std::vector<Outcome>& outcomes(const std::string& variant) const;

  /** A row a variant: means, with what spread is asked for. @param columns the numbers to show
   * @return the table */
  [[nodiscard]] Table table(const std::vector<Compared>& columns) const;
  /** A row a variant and start, with every number. @return the table */
  [[nodiscard]] Table starts() const;
  /** A row a variant and step: mean, lowest and highest of every curve. @return the table; no
   * rows without curves */
  [[nodiscard]] Table curves() const;
  /** All of that as a report. @param name of the table's file @param columns the numbers to
   * show @return the report */
  [[nodiscard]] Report report(const std::string& name,
                              const std::vector<Compared>& columns) const;

 private:
  std::vector<std::string> variants_;
  std::vector<std::vector<Outcome>> outcomes_;
};

}  // namespace dln::program

/**
 * @file
 * Training several variants from several starts, and comparing them.
 *
 *     const Variant plain{"plain", [&](const Start& start) { return train_one(build_plain,
 * data, start); }}; const Comparison depths = compare("depths", {plain, deep, residual},
 * options, options.choose(5, 2)); return depths.report("depths", {{"parameters", "{:.0f}"},
 * {"held out", "{:.1%}", Spread::range}});
 *
 * where `train_one` builds a network with `start.random`, trains it with `start.seed` and
 * `start.callback()`, and returns an `Outcome`: `{.numbers = {{"parameters", 1234}, {"held
 * out", 0.93}}, .curves = {{"loss", losses}}}`.
 *
 * The report prints a table with a row a variant (`depths.csv`, `depths.md`), and leaves every
 * start's numbers in `depths-starts.csv` and the curves in `depths-curves.csv` for figures.
 */
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "dln/core/random.hpp"
#include "dln/train/training.hpp"
#include "program/chapter.hpp"
#include "program/comparison.hpp"

namespace dln::program {

/** Counts what all jobs have done; several may tell it at once. */
class Together;

/** One start of a variant: the same for all variants, so that only they differ. */
class Start {
 public:
  /** A start. @param number 0, 1, ... @param seed the chapter's @param job which job this is
   * @param progress whom to tell
   */
  Start(std::size_t number, std::uint64_t seed, std::size_t job, Together& progress);

  std::size_t number;  ///< 0, 1, ...
  std::uint64_t seed;  ///< for the training: another one for each start
  Random random;       ///< for the weights: another stream for each start

  /** Tells how far this job is. @param step steps done @param steps in all @return false if
   * somebody asked to stop */
  [[nodiscard]] bool show(std::size_t step, std::size_t steps) const;
  /** The same as a callback of the training loop. @return the callback */
  [[nodiscard]] std::function<bool(const Progress&)> callback() const;

 private:
  std::size_t job_;
  Together* progress_;
};

/** One of the things compared. */
struct Variant {
  std::string name;                            ///< its row's
  std::function<Outcome(const Start&)> train;  ///< one start
};

/** How jobs run. The results have the same bits either way. */
enum class Jobs {
  side_by_side,  ///< as many at a time as there are threads, each on one: best for many small
                 ///< ones; nothing can be timed
  one_by_one     ///< each on all threads, and it may time itself by `seconds_of`
};

/**
 * Runs every variant from every start.
 * @param label what the progress bar says
 * @param variants what to compare
 * @param options the seed
 * @param starts how many starts each
 * @param jobs side by side, or one by one
 * @return what came of it: the same bits however many threads there are, and in whatever order
 * jobs finish
 * @throws Interrupted if somebody asked to stop
 * @throws Error that a variant threw
 */
Comparison compare(const std::string& label, const std::vector<Variant>& variants,
                   const Options& options, std::size_t starts, Jobs jobs = Jobs::side_by_side);

}  // namespace dln::program

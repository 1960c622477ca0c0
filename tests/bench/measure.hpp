/**
 * @file
 * Timing rivals side by side.
 */
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "dln/core/random.hpp"

namespace dln::bench {

/** One way to do a job, and how long it took. */
struct Path {
  std::string name;       ///< as in the JSON file: `winograd4`, `onednn_blocked`
  std::string algorithm;  ///< what it does, where the name does not say: `direct`, `winograd4`
  std::function<void()> run;  ///< does the job once
  std::function<void()>
      deliver{};  ///< brings the last run's output to the case's result, unless `run` does
  std::vector<double> seconds{};  ///< a sample each
  std::size_t disturbed =
      0;  ///< samples among them in which another program took processor time

  /** The middle sample. */
  [[nodiscard]] double median() const;
  /** The largest sample less the smallest, as a share of the median. */
  [[nodiscard]] double spread() const;
};

/** Seconds that a function takes, once. */
double time_once(const std::function<void()>& run);

/**
 * Takes samples of all paths in turn, so that a change in the machine's speed meets them alike,
 * and in random order, so that what a path leaves behind, a slower clock or other caches, does
 * not always meet the same one. A sample in which the threads did not get their processor time
 * (another program was running) is repeated, a few times at most. Quick paths are sampled more
 * often, up to five times as often, for a third of a second: what disturbs a machine lasts
 * longer.
 * @param samples of each path, at least
 * @param random draws the order
 * @return false if Ctrl-C came before the last sample
 */
bool measure(std::vector<Path>& paths, std::size_t samples, Random& random);

/**
 * Where several paths share a name, the fastest keeps it and the others get their algorithm's
 * behind it: `onednn_blocked` by its winograd, and `onednn_blocked_direct`.
 */
void name_the_best(std::vector<Path>& paths);

/** The median of the path of this name; infinity if there is none. */
double median_of(const std::vector<Path>& paths, const std::string& name);

}  // namespace dln::bench

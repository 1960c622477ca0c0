/**
 * @file
 * Timing rivals side by side.
 */
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace dln::bench {

/** One way to do a job, and how long it took. */
struct Path {
  std::string name;               ///< as in the JSON file: `winograd4`, `onednn_blocked`
  std::function<void()> run;      ///< does the job once
  std::vector<double> seconds{};  ///< a sample each

  /** The middle sample. */
  [[nodiscard]] double median() const;
  /** The largest sample less the smallest, as a share of the median. */
  [[nodiscard]] double spread() const;
};

/**
 * Takes samples of all paths in turn, so that a change in the machine's speed meets them alike. A sample in which the
 * threads did not get their processor time (another program was running) is repeated, a few times at most.
 */
void measure(std::vector<Path>& paths, std::size_t samples);

/** Floating-point operations a second that all threads reach together in plain multiply-adds (float). */
double peak_flops();

}  // namespace dln::bench

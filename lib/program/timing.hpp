/**
 * @file
 * Measuring time, and never while other jobs run.
 */
#pragma once

#include <functional>

namespace dln::program {

/**
 * Measures the wall time of a call.
 * @param call what to measure
 * @return seconds
 * @throws Error while jobs run side by side, whose time would be measured too
 */
double seconds_of(const std::function<void()>& call);

/**
 * The median time of several calls, after one that is not counted.
 * @param samples how many are counted, at least 1
 * @param call what to measure
 * @return seconds
 * @throws Error as `seconds_of`
 * @throws Interrupted if somebody asked to stop
 */
double median_seconds(std::size_t samples, const std::function<void()>& call);

/** While one of these lives, jobs run side by side and nothing can be timed. */
class SideBySide {
 public:
  /** From now on. */
  SideBySide();
  /** Until now. */
  ~SideBySide();
  SideBySide(const SideBySide&) = delete;
  SideBySide& operator=(const SideBySide&) = delete;
};

}  // namespace dln::program

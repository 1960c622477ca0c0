/**
 * @file
 * How far a long computation is.
 */
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace dln::program {

/**
 * A progress bar on a terminal, and a plain line now and then elsewhere. It writes to standard
 * error.
 *
 * The bar is drawn again at most ten times a second, and disappears when it is done.
 */
class ProgressBar {
 public:
  /** A bar at zero. @param label what is being done @param steps how many steps there are */
  ProgressBar(std::string label, std::size_t steps);
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar();

  /** Moves the bar. @param step steps done @param note shown behind it, a few words */
  void show(std::size_t step, const std::string& note = "");

 private:
  std::string label_;
  std::size_t steps_;
  bool terminal_;
  std::size_t last_tenth_ = 0;
  std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point drawn_;
};

}  // namespace dln::program

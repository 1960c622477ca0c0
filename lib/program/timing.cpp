#include "program/timing.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <vector>

#include "dln/core/error.hpp"
#include "program/interrupt.hpp"

namespace dln::program {
namespace {

std::atomic<int> others = 0;

}  // namespace

double seconds_of(const std::function<void()>& call) {
  if (others > 0)
    throw Error("seconds_of", "a machine that does nothing else", "jobs that run side by side");
  const auto start = std::chrono::steady_clock::now();
  call();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median_seconds(std::size_t samples, const std::function<void()>& call) {
  stop_if_interrupted();
  call();
  std::vector<double> seconds(std::max<std::size_t>(samples, 1));
  for (double& one : seconds) one = seconds_of(call);
  std::ranges::sort(seconds);
  const std::size_t middle = seconds.size() / 2;
  return seconds.size() % 2 == 1 ? seconds[middle]
                                 : (seconds[middle - 1] + seconds[middle]) / 2;
}

SideBySide::SideBySide() { ++others; }
SideBySide::~SideBySide() { --others; }

}  // namespace dln::program

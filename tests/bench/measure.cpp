#include "bench/measure.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>

#include "dln/conv/vector.hpp"
#include "dln/core/threads.hpp"

namespace dln::bench {
namespace {

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/** Seconds of one run, the mean of as many as fill a millisecond; and whether the threads were undisturbed. */
std::pair<double, bool> sample(const Path& path) {
  constexpr double least = 1e-3;
  path.run();  // brings its data into the caches
  const double processor = processor_seconds();
  const double start = wall_seconds();
  std::size_t runs = 0;
  do {
    path.run();
    ++runs;
  } while (wall_seconds() - start < least);
  const double wall = wall_seconds() - start;
  const double share = (processor_seconds() - processor) / wall;
  return {wall / static_cast<double>(runs), share >= 0.95 * static_cast<double>(thread_count())};
}

}  // namespace

double Path::median() const {
  auto sorted = seconds;
  std::ranges::sort(sorted);
  return sorted.at(sorted.size() / 2);
}

double Path::spread() const {
  const auto [low, high] = std::ranges::minmax(seconds);
  return (high - low) / median();
}

void measure(std::vector<Path>& paths, std::size_t samples) {
  constexpr int attempts = 4;
  for (std::size_t round = 0; round < samples; ++round) {
    for (Path& path : paths) {
      auto [seconds, undisturbed] = sample(path);
      for (int attempt = 1; !undisturbed && attempt < attempts; ++attempt)
        std::tie(seconds, undisturbed) = sample(path);
      path.seconds.push_back(seconds);
    }
  }
}

double peak_flops() {
  constexpr std::size_t accumulators = 12, rounds = 500000;
  using Vector = conv::Vector<float>;
  volatile float unknown = 0.999F;  // so that nothing can be computed beforehand
  std::vector<double> rates;
  for (int repeat = 0; repeat < 5; ++repeat) {
    const double start = wall_seconds();
    parallel_for(thread_count(), [&](std::size_t) {  // each a chain for every register
      Vector sums[accumulators];
      for (std::size_t i = 0; i < accumulators; ++i) sums[i] = Vector{} + 1e-3F * static_cast<float>(i);
      const Vector factor = Vector{} + unknown, term = Vector{} + 1e-6F;
      for (std::size_t round = 0; round < rounds; ++round) {
#pragma GCC unroll 12
        for (std::size_t i = 0; i < accumulators; ++i) sums[i] = sums[i] * factor + term;
      }
      Vector sum = sums[0];
      for (std::size_t i = 1; i < accumulators; ++i) sum += sums[i];
      float result[conv::lanes<float>];
      conv::store_first(sum, result, conv::lanes<float>);
      unknown = result[0];  // somebody wants it
    });
    const auto operations =
        static_cast<double>(thread_count() * rounds * accumulators * 2 * (sizeof(Vector) / sizeof(float)));
    rates.push_back(operations / (wall_seconds() - start));
  }
  return *std::ranges::max_element(rates);
}

}  // namespace dln::bench

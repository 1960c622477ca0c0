#include "bench/peak.hpp"

#include <algorithm>
#include <chrono>

#include "bench/measure.hpp"
#include "dln/conv/vector.hpp"
#include "dln/core/threads.hpp"

namespace dln::bench {
namespace {

using Vector = conv::Vector<float>;
constexpr std::size_t accumulators = 12;  // independent chains, enough to fill two pipes of five cycles' latency

/** A chain of multiply-adds for every accumulator, and their sum, which somebody must want. */
float multiply_and_add(float multiplier, std::size_t rounds) {
  Vector sums[accumulators];
  for (std::size_t i = 0; i < accumulators; ++i) sums[i] = Vector{} + 1e-3F * static_cast<float>(i);
  const Vector factor = Vector{} + multiplier, term = Vector{} + 1e-6F;
  for (std::size_t round = 0; round < rounds; ++round) {
#pragma GCC unroll 12
    for (std::size_t i = 0; i < accumulators; ++i) sums[i] = sums[i] * factor + term;
  }
  Vector sum = sums[0];
  for (std::size_t i = 1; i < accumulators; ++i) sum += sums[i];
  float result[conv::lanes<float>];
  conv::store_first(sum, result, conv::lanes<float>);
  return result[0];
}

/** All threads at once, for some milliseconds: operations a second. */
double rate() {
  constexpr std::size_t rounds = 500'000;
  static volatile float unknown = 0.999F;  // so that nothing can be computed beforehand
  const float multiplier = unknown;
  std::vector<float> results(thread_count());
  const double seconds = time_once(
      [&] { parallel_for(results.size(), [&](std::size_t i) { results[i] = multiply_and_add(multiplier, rounds); }); });
  unknown = std::min(0.999F, results.front() + 1);
  return static_cast<double>(results.size() * rounds * accumulators * 2 * conv::lanes<float>) / seconds;
}

}  // namespace

Peak::Peak() {
  using namespace std::chrono_literals;
  const auto end = std::chrono::steady_clock::now() + 500ms;
  while (std::chrono::steady_clock::now() < end) measure();
}

void Peak::measure() {
  for (int repeat = 0; repeat < 3; ++repeat) flops_ = std::max(flops_, rate());
}

}  // namespace dln::bench

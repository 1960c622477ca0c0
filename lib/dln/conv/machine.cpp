#include "dln/conv/machine.hpp"

#include <algorithm>
#include <chrono>
#include <vector>

#include "dln/conv/vector.hpp"
#include "dln/core/threads.hpp"

namespace dln::conv {

namespace {

/** Runs body(thread) on every thread, several times; the shortest time in seconds. */
template <typename Body>
double shortest(int repetitions, const Body& body) {
  double least = 1e30;
  for (int i = 0; i < repetitions; ++i) {
    const auto start = std::chrono::steady_clock::now();
    on_every_thread(body);
    least = std::min(
        least, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return least;
}

}  // namespace

double peak_flops() {
  constexpr std::size_t accumulators = 12,
                        rounds = 400000;  // enough sums in flight to hide their latency
  volatile float unknown = 0.999F;        // so that nothing can be computed beforehand
  const float factor = unknown;
  std::vector<float> results(thread_count() * lanes<float>);
  const double seconds = shortest(20, [&](std::size_t thread) {
    const Vector<float> scale(factor), term(1e-6F);
    Vector<float> sums[accumulators];
    unrolled<accumulators>([&](auto i)
                               DLN_INLINE { sums[i] = Vector<float>(1e-3F * float(i)); });
    for (std::size_t round = 0; round < rounds; ++round)
      unrolled<accumulators>([&](auto i) DLN_INLINE { sums[i] = sums[i] * scale + term; });
    unrolled<accumulators - 1>([&](auto i) DLN_INLINE { sums[0] += sums[i + 1]; });
    sums[0].store(&results[thread * lanes<float>]);  // somebody wants it
  });
  return double(thread_count() * rounds * accumulators * lanes<float>) * 2 / seconds;
}

double memory_bandwidth() {
  const std::size_t elements = std::size_t{32} << 20;  // 128 MB of floats, shared out
  const std::vector<float> array(elements, 1.0F);
  std::vector<float> results(thread_count() * lanes<float>);
  const std::size_t part = elements / thread_count() / (4 * lanes<float>)*(4 * lanes<float>);
  const double seconds = shortest(5, [&](std::size_t thread) {
    const float* from = array.data() + thread * part;
    Vector<float> sums[4] = {};
    for (std::size_t i = 0; i < part; i += 4 * lanes<float>)
      unrolled<4>([&](auto v) DLN_INLINE {
        sums[v] += Vector<float>::load(from + i + v * lanes<float>);
      });
    (sums[0] + sums[1] + sums[2] + sums[3]).store(&results[thread * lanes<float>]);
  });
  return double(thread_count() * part * sizeof(float)) / seconds;
}

}  // namespace dln::conv

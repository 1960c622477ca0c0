#include "bench/peak.hpp"

#include <algorithm>
#include <chrono>

#include "dln/conv/machine.hpp"

namespace dln::bench {

Peak::Peak() {
  using namespace std::chrono_literals;
  const auto end = std::chrono::steady_clock::now() + 500ms;
  while (std::chrono::steady_clock::now() < end) measure();
}

void Peak::measure() { flops_ = std::max(flops_, conv::peak_flops()); }

}  // namespace dln::bench

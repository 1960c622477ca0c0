#include "dln/core/loops.hpp"

#include <algorithm>

#include "dln/core/threads.hpp"

namespace dln {

void parallel_items(std::size_t count, std::size_t numbers,
                    const std::function<void(std::size_t begin, std::size_t end)>& body) {
  constexpr std::size_t worthwhile = 32768;  // numbers
  parallel_ranges(count, 1 + worthwhile / std::max<std::size_t>(numbers, 1), body);
}

}  // namespace dln

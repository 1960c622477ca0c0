/**
 * @file
 * Simple loops over the numbers of tensors, by all threads.
 */
#pragma once

#include <cstddef>
#include <functional>

namespace dln {

/**
 * Calls body(begin, end) for ranges that make up 0 ... count - 1, one a thread; of items of so
 * many numbers each.
 *
 * A range has so many numbers at least that a thread is worth waking, some 10 us of a simple
 * loop.
 * @param count how many items, rows or channels say
 * @param numbers of one of them; more where the loop is not simple
 * @param body what to call; the calls must write to different places
 */
void parallel_items(std::size_t count, std::size_t numbers,
                    const std::function<void(std::size_t begin, std::size_t end)>& body);

}  // namespace dln

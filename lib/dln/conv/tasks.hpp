/**
 * @file
 * How the convolutions divide their work among the threads.
 */
#pragma once

#include <cstddef>

#include "dln/core/threads.hpp"

namespace dln::conv {

/**
 * Calls body(index, thread) for each index below `count`.
 *
 * Threads divide outputs, never a sum, so every result has the same bits for any number of them. The thread's number is
 * below thread_count() and says which part of the scratch memory is its own. The same thread takes the same tasks in
 * every call: what it wrote last time is still in its own caches, and fetching it from another core's can take longer
 * than computing with it.
 * @param count how many tasks
 * @param body what to call; it must write to other places for another index
 * @param threads 1 where the work would not pay for waking more
 */
template <typename Body>
void for_each_task(std::size_t count, const Body& body, std::size_t threads = thread_count()) {
  if (threads > 1 && count > 1)
    on_every_thread([&](std::size_t thread) {
      for (std::size_t index = count * thread / threads; index < count * (thread + 1) / threads; ++index)
        body(index, thread);
    });
  else
    for (std::size_t index = 0; index < count; ++index) body(index, std::size_t{0});
}

/**
 * How many threads are worth waking: starting them takes as long as about a million operations.
 * @param operations floating-point operations to be done
 * @param threads how many there are
 * @return 1 or `threads`
 */
inline std::size_t worthwhile_threads(double operations, std::size_t threads = thread_count()) {
  return operations < 1e6 ? 1 : threads;
}

}  // namespace dln::conv

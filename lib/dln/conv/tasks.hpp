/**
 * @file
 * How the convolutions divide their work among the threads.
 */
#pragma once

#include <cstddef>
#include <functional>

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
  const auto share = [&](std::size_t thread, std::size_t of) {
    for (std::size_t index = count * thread / of; index < count * (thread + 1) / of; ++index) body(index, thread);
  };
  if (threads == 1 || count < 2) return share(0, 1);
  const auto part = [&](std::size_t thread) { share(thread, threads); };
  on_every_thread(std::cref(part));  // by reference: a function that is copied is allocated
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

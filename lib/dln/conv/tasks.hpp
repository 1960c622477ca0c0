/**
 * @file
 * How the convolutions divide their work among the threads.
 */
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <functional>

#include "dln/core/threads.hpp"

namespace dln::conv {

/**
 * Calls worker(index) for each index below `count`, where worker = make_worker(thread) is each
 * thread's own.
 *
 * Threads divide outputs, or parts of sums that the shape alone fixes, so every result has the
 * same bits for any number of them. The thread's number is below thread_count() and says which
 * part of the scratch memory is its own. Every thread begins with its own share, the same in
 * every call: what it wrote last time is still in its own caches, and fetching it from another
 * core's can take longer than computing with it. When its share is done, it helps with the
 * others': cores are seldom equally fast.
 * @param count how many tasks
 * @param make_worker makes a function that does a task, and may remember what its scratch
 * memory holds from the last one; it must write to other outputs for another index
 * @param threads 1 where the work would not pay for waking more
 */
template <typename MakeWorker>
void for_each_task_by_workers(std::size_t count, const MakeWorker& make_worker,
                              std::size_t threads = thread_count()) {
  if (threads == 1 || count < 2) {
    auto worker = make_worker(std::size_t{0});
    for (std::size_t index = 0; index < count; ++index) worker(index);
    return;
  }
  struct alignas(64) Share {
    std::atomic<std::size_t> next;
  };
  std::array<Share, 64> shares;  // more threads than that begin with a share together
  const std::size_t share_count = std::min(threads, shares.size());
  for (std::size_t i = 0; i < share_count; ++i) shares[i].next = count * i / share_count;
  // [Begin with a share of one's own, then help the others]
  const auto work = [&](std::size_t thread) {
    auto worker = make_worker(thread);
    for (std::size_t i = 0; i < share_count; ++i) {
      const std::size_t share = (thread + i) % share_count,
                        end = count * (share + 1) / share_count;
      const auto take = [&] {
        return shares[share].next.fetch_add(1, std::memory_order_relaxed);
      };
      for (std::size_t index = take(); index < end; index = take()) worker(index);
    }
  };
  // [Begin with a share of one's own, then help the others]
  on_every_thread(std::cref(work));  // by reference: a function that is copied is allocated
}

/**
 * Calls body(index, thread) for each index below `count`; see for_each_task_by_workers.
 * @param count how many tasks
 * @param body what to call; it must write to other places for another index
 * @param threads 1 where the work would not pay for waking more
 */
template <typename Body>
void for_each_task(std::size_t count, const Body& body, std::size_t threads = thread_count()) {
  const auto make_worker = [&](std::size_t thread) {
    return [&body, thread](std::size_t index) { body(index, thread); };
  };
  for_each_task_by_workers(count, make_worker, threads);
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

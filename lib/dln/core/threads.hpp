/**
 * @file
 * Loops over the machine's cores.
 */
#pragma once

#include <cstddef>
#include <functional>

namespace dln {

/** How many threads a parallel loop uses from here: 1 inside one, and in the portable build.
 * @return the number */
std::size_t thread_count();

/** Sets how many threads parallel loops use from now on. @param count at least 1 */
void set_thread_count(std::size_t count);

/** Which of the current loop's threads this is. @return 0 ... thread_count() - 1 */
std::size_t thread_index();

/**
 * Calls `body(i)` for i = 0 ... count - 1, the calls divided among the threads; inside another
 * such loop, in order.
 *
 * The calls must write to different places. Then the result has the same bits for any number of
 * threads.
 * @param count how many calls
 * @param body what to call; if one throws, the loop finishes and throws the exception of the
 * lowest i
 */
void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body);

/**
 * Calls `body(begin, end)` for contiguous ranges that make up 0 ... count - 1, one a thread.
 *
 * As with `parallel_for`, the calls must write to different places.
 * @param count how many items
 * @param grain items below which a thread is not worth waking, so that a range has at least as
 * many: a parallel region costs about 5 us
 * @param body what to call; if some throw, the exception of the lowest range is thrown
 */
void parallel_ranges(std::size_t count, std::size_t grain,
                     const std::function<void(std::size_t begin, std::size_t end)>& body);

/**
 * Calls `body(thread)` once on each of thread_count() threads, thread = 0 ... thread_count()
 * - 1.
 *
 * Unlike `parallel_for`, it says who does what: the same thread, with the same caches, gets the
 * same number each time.
 * @param body what to call; if one throws, all finish, and the exception of the lowest number
 * is thrown
 */
void on_every_thread(const std::function<void(std::size_t)>& body);

}  // namespace dln

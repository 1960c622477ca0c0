/**
 * @file
 * How much memory something needs at its height.
 */
#pragma once

#include <cstddef>
#include <functional>

namespace dln::bench {

/**
 * Bytes that this program holds at most while a function runs, beyond what it holds before; 0
 * where the system does not tell. What was freed earlier is given back first, so that it is not
 * used again unseen.
 */
std::size_t peak_bytes(const std::function<void()>& run);

}  // namespace dln::bench

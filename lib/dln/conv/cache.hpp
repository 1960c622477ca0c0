/**
 * @file
 * What the fast paths assume of the caches and pages of a machine, and how they ask for memory
 * ahead of its use.
 */
#pragma once

#include <cstddef>

#include "dln/conv/vector.hpp"

namespace dln::conv {

/** Bytes of a core's L2 cache, at least: the machines with wider vectors have larger ones. */
inline constexpr std::size_t l2_cache = std::size_t{vector_bytes == 64 ? 1024 : 512} << 10;

/** Bytes that are likely to stay in the LLC, of which others may take most. */
inline constexpr std::size_t llc = std::size_t{8} << 20;

/**
 * Whether this is one of Intel's servers since Sapphire Rapids (which have AMX, and nobody else
 * does). What leaves the L2 cache, of 2 MB, is far there: a line takes 170 ns to come back, as
 * was measured on one, which is as long as from memory elsewhere. And a core multiplies two
 * vectors of 64 bytes in a cycle, so all that is not a product weighs more.
 */
inline constexpr bool intel_server =
#if defined(__AMX_TILE__) && !defined(DLN_PORTABLE)
    true;
#else
    false;
#endif

/**
 * Whether an output is so large that its beginning would have left the caches before anybody
 * reads it: half of the last one, for the input wants room too.
 * @param bytes of the output
 * @return true if it is better written past them
 */
constexpr bool worth_streaming(std::size_t bytes) { return bytes > llc / 2; }

/**
 * Asks for the cache line at `address` ahead of its use.
 * @param address what will be read soon
 */
template <typename T>
DLN_INLINE inline void prefetch([[maybe_unused]] const T* address) {
#if !defined(DLN_PORTABLE)
  __builtin_prefetch(address);
#endif
}

/**
 * Asks for the cache line at `address` long ahead of its use: it comes no nearer than the L2
 * cache.
 * @param address what will be read later
 */
template <typename T>
DLN_INLINE inline void prefetch_early([[maybe_unused]] const T* address) {
#if !defined(DLN_PORTABLE)
  __builtin_prefetch(address, 0, 2);
#endif
}

/**
 * Asks for the cache line at `address` ahead of its being written.
 * @param address what will be written soon
 */
template <typename T>
DLN_INLINE inline void prefetch_to_write([[maybe_unused]] const T* address) {
#if !defined(DLN_PORTABLE)
  __builtin_prefetch(address, 1);
#endif
}

}  // namespace dln::conv

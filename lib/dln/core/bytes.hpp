/**
 * @file
 * Small whole numbers kept for backward.
 */
#pragma once

#include <boost/container/vector.hpp>
#include <cstdint>

namespace dln {

/** Numbers from 0 to 255. */
using Bytes = boost::container::vector<std::uint8_t>;

/** Bytes that hold whatever is in their memory, for one that writes them all. */
inline Bytes uninitialized_bytes(std::size_t count) {
  return Bytes(count, boost::container::default_init);
}

}  // namespace dln

/**
 * @file
 * The weights of a layer as an algorithm gets them, and those that a thread packs for itself.
 */
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>

namespace dln::conv {

/** Weights in the algorithm's own layout, or as the layer has them; then every thread packs
 * those that it needs. */
template <typename T>
struct Weights {
  const T* ready;  ///< packed, or null
  const T* plain;  ///< K x C/groups x R x S, where they are not
};

/** Blocks of packed weights that one thread keeps. Block n goes to place n % places, and drives
 * out what was there. */
template <typename T>
class KeptWeights {
 public:
  static constexpr std::size_t max_places = 1024;  ///< that there may be

  /**
   * Nothing is packed yet.
   * @param memory places x block_size elements
   * @param block_size elements of a packed block
   * @param places up to max_places, and none if nobody will ask for a block
   */
  KeptWeights(T* memory, std::size_t block_size, std::size_t places)
      : memory_(memory), block_size_(block_size), places_(places) {
    std::fill_n(held_.begin(), places, std::numeric_limits<std::size_t>::max());
  }
  KeptWeights(const KeptWeights&) = delete;  // two would write to the same memory
  KeptWeights& operator=(const KeptWeights&) = delete;
  ~KeptWeights() = default;

  /**
   * A packed block.
   * @param number of the block
   * @param pack called with its place, if another block is there, or none
   * @return its place
   */
  template <typename Pack>
  const T* get(std::size_t number, const Pack& pack) {
    const std::size_t place = number % places_;
    T* block = memory_ + place * block_size_;
    if (held_[place] != number) pack(block);
    held_[place] = number;
    return block;
  }

 private:
  T* memory_;
  std::size_t block_size_, places_;
  std::array<std::size_t, max_places> held_;
};

}  // namespace dln::conv

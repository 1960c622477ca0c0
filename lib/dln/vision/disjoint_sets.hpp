/**
 * @file
 * Sets that are joined again and again.
 */
#pragma once

#include <numeric>
#include <utility>
#include <vector>

namespace dln {

/**
 * The numbers 0 ... count - 1 in disjoint sets, at first each alone (Tarjan 1975).
 *
 * Every set is a tree whose root stands for it. The smaller tree goes under the root of the
 * larger one, and whoever looks for a root shortens the way to it, so that both operations take
 * almost constant time.
 */
class DisjointSets {
 public:
  /** So many sets of one number each. */
  explicit DisjointSets(std::size_t count) : parent_(count), size_(count, 1) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }

  /** The number that stands for the set of this one. */
  std::size_t find(std::size_t number) {
    while (parent_[number] != number) {
      parent_[number] = parent_[parent_[number]];
      number = parent_[number];
    }
    return number;
  }

  /** How many numbers a set has. @param root what stands for it */
  [[nodiscard]] std::size_t size(std::size_t root) const { return size_[root]; }

  /** Makes one set of two. @param a what stands for the one @param b and for another @return
   * what stands for both */
  std::size_t join(std::size_t a, std::size_t b) {
    if (size_[a] < size_[b]) std::swap(a, b);
    parent_[b] = a;
    size_[a] += size_[b];
    return a;
  }

 private:
  std::vector<std::size_t> parent_;
  std::vector<std::size_t> size_;
};

}  // namespace dln

/**
 * @file
 * Scratch memory that grows to the largest request and is then reused: a layer called again
 * allocates nothing.
 */
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>

#if defined(__linux__) && !defined(DLN_PORTABLE)
#include <sys/mman.h>
#endif

namespace dln::conv {

/** Elements in a cache line. */
template <typename T>
inline constexpr std::size_t cache_line = 64 / sizeof(T);

/** Elements of a page of memory. */
template <typename T>
inline constexpr std::size_t page = 4096 / sizeof(T);

/**
 * Whether rows begin on cache lines.
 * @param first the first element of the first row
 * @param stride elements from one row to the next
 * @return true if all do
 */
template <typename T>
bool on_lines(const T* first, std::size_t stride) {
  constexpr std::size_t line = cache_line<T> * sizeof(T);
  return reinterpret_cast<std::uintptr_t>(first) % line == 0 && stride % cache_line<T> == 0;
}

/**
 * `count` rounded up to a multiple of `unit`.
 * @param count how many
 * @param unit of what
 * @return the multiple
 */
constexpr std::size_t round_up(std::size_t count, std::size_t unit) {
  return (count + unit - 1) / unit * unit;
}

/**
 * ceil(count / unit).
 * @param count how many
 * @param unit of what
 * @return the quotient
 */
constexpr std::size_t ceil_divide(std::size_t count, std::size_t unit) {
  return (count + unit - 1) / unit;
}

/**
 * From what one thread has of a workspace to what the next one has: whole lines, and a page
 * between. A core that reads to the end of its own lines may bring in those behind them, up to
 * the end of a page, and so call them away from the core that has just written them.
 * @param count elements that a thread writes
 * @return elements
 */
template <typename T>
constexpr std::size_t own_part(std::size_t count) {
  return round_up(count, cache_line<T>) + page<T>;
}

/** A block of scratch memory, aligned to pages, its contents lost at each `reserve` that grows
 * it. */
template <typename T>
class Workspace {
 public:
  /**
   * At least `count` elements.
   * @param count how many
   * @return the first element
   * @throws std::bad_alloc
   */
  T* reserve(std::size_t count) {
    if (count > size_) {
      constexpr std::size_t small = 4096,
                            large = std::size_t{2} << 20;  // pages of memory, in bytes
      const std::size_t page = count * sizeof(T) < large / 2 ? small : large,
                        bytes = round_up(count * sizeof(T), page);
      memory_.reset();
      size_ = 0;
      memory_.reset(static_cast<T*>(std::aligned_alloc(page, bytes)));
      if (!memory_) throw std::bad_alloc();
#if defined(__linux__) && !defined(DLN_PORTABLE)
      if (page == large) {  // hints: what somebody used before us came in small pages, so give
                            // them back first
        madvise(memory_.get(), bytes, MADV_DONTNEED);
        madvise(memory_.get(), bytes, MADV_HUGEPAGE);
      }
#endif
      size_ = count;
    }
    return memory_.get();
  }

  /**
   * How many elements it holds.
   * @return the number
   */
  std::size_t size() const { return size_; }

 private:
  std::unique_ptr<T, void (*)(void*)> memory_{nullptr, std::free};
  std::size_t size_ = 0;
};

/** Hands out consecutive parts of a block, each on its own cache lines; with no block it only
 * counts what is asked. */
template <typename T>
class Slices {
 public:
  /** A block to hand out. @param memory its start, or null */
  explicit Slices(T* memory = nullptr) : memory_(memory) {}

  /**
   * The next elements.
   * @param count how many
   * @return the first of them, or null
   */
  T* take(std::size_t count) {
    T* part = memory_ ? memory_ + used_ : nullptr;
    used_ += round_up(count, cache_line<T>);
    return part;
  }

  /**
   * Elements handed out so far.
   * @return the number
   */
  std::size_t used() const { return used_; }

 private:
  T* memory_;
  std::size_t used_ = 0;
};

}  // namespace dln::conv

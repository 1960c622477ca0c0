/**
 * @file
 * The register kernel under every fast path: a small matrix product whose results never leave
 * the registers while they are being summed.
 */
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "dln/conv/cache.hpp"
#include "dln/conv/vector.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv {

/** Rows of the register tile. */
inline constexpr std::size_t tile_rows = 6;

/**
 * Vectors in a row of the tile: rows x vectors accumulators, one row of B and one element of A
 * must fit into the registers. 6 x 4 with 32 registers, 6 x 2 with 16.
 */
inline constexpr std::size_t tile_vectors = (vector_registers - 1) / (tile_rows + 1);

/** Columns of the tile: 64 floats with AVX-512, 16 with AVX2, 8 with SSE2. */
template <typename T>
inline constexpr std::size_t tile_columns = tile_vectors* lanes<T>;

/** Terms from one jump to the next: whoever shares the core leaves it few instructions for more
 * than the sums. */
inline constexpr std::size_t unrolled_terms = 8;

/** Sums that keep a core busy, to the last: two a cycle, of four cycles each. More spare loads,
 * on Intel's servers. */
inline constexpr std::size_t busy_sums = intel_server ? 12 : 8;

/** Rows of a tile that are finished together. Few stores fit in between sums, all at once hold
 * up the next tile's. */
template <std::size_t Rows, std::size_t Vectors>
inline constexpr std::size_t rows_finished_together =
    ceil_divide(Rows, std::max(std::size_t{1}, Rows* Vectors / busy_sums));

/**
 * Terms at the end of a sum that the rows which are finished together take by themselves.
 * @param depth terms of the sum
 * @return none, where all rows are finished together or the sum is short
 */
template <std::size_t Rows, std::size_t Together>
constexpr std::size_t finish_terms(std::size_t depth) {
  return Together >= Rows || depth < unrolled_terms ? 0 : unrolled_terms;
}

/**
 * How often the kernel of a tile jumps back, each time asking for memory that will be wanted:
 * of a whole tile, and of one of fewer rows at least as often.
 * @param depth terms of the sum
 * @param terms from one jump to the next
 * @return jumps
 */
constexpr std::size_t jumps_of_tile(std::size_t depth, std::size_t terms = unrolled_terms) {
  return (depth -
          finish_terms<tile_rows, rows_finished_together<tile_rows, tile_vectors>>(depth)) /
         terms;
}

/**
 * sum += a b. On Intel's servers as the instruction that overwrites the sum: left to itself,
 * g++ mixes the terms of unrolled code, and other forms of the instruction want sums moved from
 * register to register.
 * @param sum where the product is added
 * @param a a factor
 * @param b the other
 */
template <typename T>
DLN_INLINE inline void multiply_add(Vector<T>& sum, Vector<T> a, Vector<T> b) {
  if constexpr (intel_server) {
    auto value = sum.value;  // of its own: what is named to the instruction would be kept in
                             // memory with its neighbours
    if constexpr (sizeof(T) == 4)
      asm("vfmadd231ps %2, %1, %0" : "+v"(value) : "v"(a.value), "v"(b.value));
    else
      asm("vfmadd231pd %2, %1, %0" : "+v"(value) : "v"(a.value), "v"(b.value));
    sum.value = value;
  } else {
    sum += a * b;
  }
}

/** Some rows of a tile. */
template <std::size_t First, std::size_t Count>
struct TileRows {
  static constexpr std::size_t first = First;  ///< the first of them
  static constexpr std::size_t count = Count;  ///< how many
};

/**
 * Calls body(rows) for some rows of a tile, then for the next, and so on: it adds their last
 * terms and stores them.
 * @param body what to call with TileRows
 */
template <std::size_t Rows, std::size_t Together, typename Body>
DLN_INLINE inline void finish_rows(const Body& body) {
  unrolled<ceil_divide(Rows, Together)>([&](auto i) DLN_INLINE {
    constexpr std::size_t first = i * Together;
    body(TileRows<first, std::min(Together, Rows - first)>{});
  });
}

/** A run of `depth` terms of the sum: whose elements of A start `offset` after the row's own
 * start, and its rows of B.
 */
struct Segment {
  std::ptrdiff_t offset;  ///< of the first, in elements of A
  std::size_t depth;      ///< terms
  std::size_t row = 0;    ///< of B, the first of `depth`
};

/** The left factor: element (row, i) of a segment is row_start[row][offset + i step]. */
template <typename T>
struct Left {
  std::array<const T*, tile_rows> row_start;  ///< where each row of A starts
  std::size_t step;                           ///< from one term to the next
};

/**
 * Memory that will be wanted soon, and is asked for beside the sums: all at once, its lines
 * would wait for each other.
 */
template <typename T>
struct Ahead {
  const T* next = nullptr;  ///< where it begins, for later
  std::size_t lines = 0;    ///< of the cache, that are asked for at every jump
  std::size_t step =
      0;  ///< or, if they are many, from one line that is asked for beside a term to the next
  const T* rows = nullptr;     ///< of A, of the next tile: the first of them
  std::size_t row_stride = 0;  ///< from there to the next
  const T* sums = nullptr;     ///< the next tile of C, its rows tile_columns apart; or null, to
                               ///< ask for neither
};

/**
 * C (+)= A B for up to tile_rows rows and tile_columns columns, summed in the order of the
 * segments.
 * @param rows rows of A and C, 1 to tile_rows
 * @param vectors vectors of B and C, 1 to tile_vectors
 * @param a where the rows of A are
 * @param segments,segment_count the terms of the sum
 * @param b rows of `vectors` vectors, tile_columns elements apart
 * @param c where the rows of C go
 * @param add whether to add to C or to overwrite it
 * @param ahead what to ask for meanwhile, of which it takes away what it asked for
 */
template <typename T>
void multiply_tile(std::size_t rows, std::size_t vectors, const Left<T>& a,
                   const Segment* segments, std::size_t segment_count, const T* b,
                   const std::array<T*, tile_rows>& c, bool add, Ahead<T>& ahead);

/**
 * C (+)= A B for any number of rows, in tiles of equal height. There may be no rows; without
 * terms, C becomes zero, or stays as it is if added to.
 * @param rows rows of A and C
 * @param vectors vectors of B and C, 1 to tile_vectors
 * @param depth columns of A and rows of B
 * @param a the first element of A
 * @param row_stride,step element (row, i) of A is a[row row_stride + i step]
 * @param b depth x tile_columns
 * @param c rows x tile_columns
 * @param add whether to add to C or to overwrite it
 * @param next,next_size elements that will be wanted after B, and are asked for meanwhile; or
 * null
 */
template <typename T>
void multiply(std::size_t rows, std::size_t vectors, std::size_t depth, const T* a,
              std::size_t row_stride, std::size_t step, const T* b, T* c, bool add,
              const T* next = nullptr, std::size_t next_size = 0);

/**
 * Height of the next tile when `rows` remain: full tiles, and the last two of nearly equal
 * height.
 * @param rows how many remain
 * @return rows
 */
constexpr std::size_t next_tile(std::size_t rows) {
  return rows >= 2 * tile_rows ? tile_rows : rows > tile_rows ? (rows + 1) / 2 : rows;
}

}  // namespace dln::conv

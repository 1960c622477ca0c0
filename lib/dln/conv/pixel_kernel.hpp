/**
 * @file
 * The register kernel turned around: its lanes are neighbouring outputs, so sums are written
 * where they belong, and no image changes layout. It reads each row of the right factor where
 * it lies.
 */
#pragma once

#include <algorithm>
#include <cstddef>

#include "dln/conv/cache.hpp"
#include "dln/conv/microkernel.hpp"

namespace dln::conv {

/** y (+)= weights values, for some filters and neighbouring outputs. */
template <typename T>
struct PixelProduct {
  const T* weights;           ///< from `pack_rows`
  std::size_t weight_depth;   ///< weights of a filter
  std::size_t before = 0;     ///< weights of a filter before the first term
  std::size_t depth;          ///< terms of a sum
  const T* values = nullptr;  ///< what the first output multiplies
  const std::size_t* where;   ///< how far from there each term's values begin; null if they are
                              ///< in the tiles already
  T* tiles = nullptr;  ///< to where the first filters copy them for the others, or null: depth
                       ///< x tile_width for the first tile_width outputs, as many for the next,
                       ///< and so on
  const T* next = nullptr;  ///< values that will be wanted after these, or null
  std::size_t next_stride =
      0;                    ///< from one term's to the next's, also of those that are copied
  const T* bias = nullptr;  ///< of the first filter, which is added to the sums, or null
  bool add = false;         ///< whether y is added instead
  T* y;                     ///< of the first filter and output
  std::size_t plane;        ///< from one filter's outputs to the next filter's
  bool streamed = false;  ///< whether y is written past the caches: not added to, and in whole
                          ///< lines of them
};

/**
 * Outputs side by side in a tile: tile_columns, or half of that for few outputs on Intel's
 * servers. There, two tiles of filters are multiplied at once by as few values as share the
 * first cache with nothing else, and the weights come from the second one: at 256 channels,
 * whose values would fill more than the first cache, that is far less to move.
 * @param outputs how many there are
 * @return outputs
 */
template <typename T>
constexpr std::size_t tile_width(std::size_t outputs) {
  const bool narrow = intel_server && outputs <= tile_columns<T> / 2;
  return narrow ? tile_columns<T> / 2 : tile_columns<T>;
}

/**
 * Outputs whose values share the first cache with the weights of a few filters, in whole tiles.
 * Two cache lines of them at least: the values of each term lie on a page of their own, and so
 * do the sums of each filter, and looking up a page takes time. Eight where memory begins
 * behind the L2 cache; but half a tile there, where a whole one would leave the first: see
 * tile_width.
 * @param depth terms of a sum
 * @return the number
 */
template <typename T>
std::size_t panel_columns(std::size_t depth) {
  constexpr std::size_t elements = (std::size_t{16} << 10) / sizeof(T);
  if (intel_server && 2 * elements < depth * tile_columns<T>) return tile_width<T>(1);
  constexpr std::size_t fewest =
      round_up((intel_server ? 8 : 2) * cache_line<T>, tile_columns<T>);
  return std::max(
      std::clamp<std::size_t>(elements / depth / tile_columns<T>, 1, 8) * tile_columns<T>,
      fewest);
}

/**
 * Packs weights so that those which the kernel needs together are together: tile by tile of
 * filters, term by term.
 * @param weights filters x depth
 * @param filters how many
 * @param depth weights of a filter
 * @param packed as many elements
 */
template <typename T>
void pack_rows(const T* weights, std::size_t filters, std::size_t depth, T* packed);

/**
 * Computes the product. It may read, but does not use, up to a vector behind the last output's
 * values.
 * @param p the product
 * @param filters rows of weights and y
 * @param outputs columns of values and y
 */
template <typename T>
void multiply_pixels(const PixelProduct<T>& p, std::size_t filters, std::size_t outputs);

}  // namespace dln::conv

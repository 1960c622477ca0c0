/**
 * @file
 * The register kernel turned around: its lanes are neighbouring outputs, so sums are written where they belong, and no
 * image changes layout. It reads each row of the right factor where it lies.
 */
#pragma once

#include <cstddef>

namespace dln::conv {

/** Where the values are that a product multiplies. */
enum class Values {
  tiles,   ///< copied: depth x tile_columns for the first tile_columns outputs, as many for the next, and so on
  source,  ///< in an image, whose channels are `stride` apart; the first tile of filters copies them to `tiles`
  window   ///< where a table tells, for each term
};

/** y (+)= weights values, for some filters and neighbouring outputs. */
template <typename T>
struct PixelProduct {
  const T* weights;                    ///< from `pack_rows`
  std::size_t weight_depth;            ///< weights of a filter
  std::size_t before = 0;              ///< weights of a filter before the first term
  std::size_t depth;                   ///< terms of a sum
  const T* values = nullptr;           ///< what the first output multiplies, in a source or a window
  std::size_t stride = 0;              ///< in a source, from one term's values to the next's
  std::size_t ahead = 0;               ///< in a source, how far away the values are that will be wanted next
  const std::size_t* where = nullptr;  ///< in a window, where each term's values begin
  T* tiles = nullptr;                  ///< for values that are copied
  const T* bias = nullptr;             ///< of the first filter, which is added to the sums, or null
  bool add = false;                    ///< whether y is added instead
  T* y;                                ///< of the first filter and output
  std::size_t plane;                   ///< from one filter's outputs to the next filter's
};

/**
 * Packs weights so that those which the kernel needs together are together: tile by tile of filters, term by term.
 * @param weights filters x depth
 * @param filters how many
 * @param depth weights of a filter
 * @param packed as many elements
 */
template <typename T>
void pack_rows(const T* weights, std::size_t filters, std::size_t depth, T* packed);

/**
 * Computes the product. Of a window it may read, but does not use, up to a vector behind the last output's values.
 * @param p the product
 * @param from where its values are
 * @param filters rows of weights and y
 * @param outputs columns of values and y; of a source whole tiles
 */
template <typename T>
void multiply_pixels(const PixelProduct<T>& p, Values from, std::size_t filters, std::size_t outputs);

}  // namespace dln::conv

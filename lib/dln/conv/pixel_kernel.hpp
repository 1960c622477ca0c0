/**
 * @file
 * The register kernel turned around: its lanes are neighbouring outputs, so sums start from y and end there, and no
 * image changes layout. It reads each row of the right factor where it lies.
 */
#pragma once

#include <cstddef>

namespace dln::conv {

/**
 * y (+)= weights values, for some filters and neighbouring outputs. Values may be copied to tiles, which are quicker to
 * read: depth x tile_columns for the first tile_columns outputs, as many for the next, and so on.
 */
template <typename T>
struct PixelProduct {
  const T* weights;                    ///< from `pack_rows`
  std::size_t weight_depth;            ///< weights of a filter
  std::size_t before = 0;              ///< weights of a filter before the first term
  std::size_t depth;                   ///< terms of a sum
  const T* values;                     ///< what the first output multiplies; the next outputs' values follow
  const std::size_t* where = nullptr;  ///< where the values of each term begin; null: they lie in tiles, as below
  const T* bias = nullptr;             ///< of the first filter, from which sums start, or null
  bool add = false;                    ///< whether they start from y instead
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
 * Computes the product. It may read, but does not use, up to a vector of values behind the last output's.
 * @param p the product
 * @param filters rows of weights and y
 * @param outputs columns of values and y
 */
template <typename T>
void multiply_pixels(const PixelProduct<T>& p, std::size_t filters, std::size_t outputs);

}  // namespace dln::conv

/**
 * @file
 * The register kernel turned around: its lanes are neighbouring outputs, so sums start from y and end there, and no
 * image changes layout. It reads each row of the right factor where it lies.
 */
#pragma once

#include <cstddef>

namespace dln::conv {

/** y (+)= weights values, for some filters and neighbouring outputs. */
template <typename T>
struct PixelProduct {
  const T* weights;                    ///< depth elements for each filter
  std::size_t weight_stride;           ///< from one filter to the next
  std::size_t depth;                   ///< terms of a sum
  const T* values;                     ///< what the first output multiplies; the next outputs' values follow
  const std::size_t* where = nullptr;  ///< where the values of each term begin, or null: tile_columns apart
  const T* bias = nullptr;             ///< of the first filter, from which sums start, or null
  bool add = false;                    ///< whether they start from y instead
  T* y;                                ///< of the first filter and output
  std::size_t plane;                   ///< from one filter's outputs to the next filter's
};

/**
 * Computes the product. It may read, but does not use, up to a vector of values behind the last output's.
 * @param p the product
 * @param filters rows of weights and y
 * @param outputs columns of values and y; at most tile_columns where `where` is null
 */
template <typename T>
void multiply_pixels(const PixelProduct<T>& p, std::size_t filters, std::size_t outputs);

}  // namespace dln::conv

/**
 * @file
 * The register kernel of Strassen's products: a sum goes on from one product to the next, and
 * is written after each.
 */
#pragma once

#include <cstddef>

#include "dln/conv/microkernel.hpp"

namespace dln::conv::strassen {

/** Rows of pixels, or of sums. */
template <typename T>
struct Rows {
  T* first = nullptr;      ///< row
  std::size_t stride = 0;  ///< from one to the next

  /** The same rows, only to be read. @return them */
  operator Rows<const T>() const { return {first, stride}; }
};

/** One product: sums += weights (values - less); then written = sums + also + bias. */
template <typename T>
struct Product {
  const T* weights;      ///< from `transform_weights`: a weight of each filter for every term
  Rows<const T> values;  ///< a row for each term, tile_columns apart where they are not copied
  Rows<const T> less;    ///< a row for each term; read only where the differences are copied
  T* copy;  ///< where the differences go for other filters, depth x tile_columns; or null:
            ///< values are they
  Rows<const T> also;  ///< a row for each filter
  const T* bias;       ///< a number for each filter
  Rows<T> written;     ///< a row for each filter
  bool streamed =
      false;  ///< whether they are written past the caches, and begin on cache lines
};

/** Products that are added up, for some filters and neighbouring pixels. */
template <typename T>
struct Chain {
  Rows<const T> start;         ///< sums to start from, a row for each filter
  const Product<T>* products;  ///< the first; all copy, or none
  std::size_t count;           ///< how many
  std::size_t depth;           ///< terms of each
};

/** Rows of memory that will be read soon, and are asked for beside the sums. */
template <typename T>
struct Wanted {
  const T* next = nullptr;  ///< the next row
  std::size_t stride = 0;   ///< from one row to the next
  std::size_t lines = 0;    ///< of the cache, in a row
  std::size_t rows = 0;     ///< that have not been asked for
};

/**
 * Computes the sums of a tile.
 * @param chain what to sum
 * @param rows filters, 1 to tile_rows
 * @param vectors of pixels, 1 to tile_vectors
 * @param wanted what to ask for meanwhile, of which it takes away what it asked for
 */
template <typename T>
void add_products(const Chain<T>& chain, std::size_t rows, std::size_t vectors,
                  Wanted<T>& wanted);

}  // namespace dln::conv::strassen

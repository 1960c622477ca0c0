/**
 * @file
 * How Winograd's gradient of the weights is divided into sums that are computed side by side.
 */
#pragma once

#include "dln/conv/winograd_tiles.hpp"

namespace dln::conv::winograd {

/** The filters and channels that one task sums, from beginning to end. */
struct Part {
  std::size_t first_filter;   ///< of a whole vector
  std::size_t filters;        ///< in whole vectors, but for the last
  std::size_t first_channel;  ///< of a whole vector
  std::size_t channels;       ///< in whole vectors, but for the last
};

/** How filters and channels are divided into parts. */
struct Division {
  std::size_t filter_unit;    ///< of so many filters, a part has a multiple
  std::size_t filter_parts;   ///< into which the filters are divided
  std::size_t channel_parts;  ///< into which the channels are divided
  std::size_t blocks;         ///< of filters, of the largest part
  std::size_t channels;       ///< of the largest part
};

/** How the work is cut into parts and chunks of tiles, and where a part's scratch lies. */
template <typename F, typename T>
struct Sums {
  static constexpr std::size_t points = F::points;  ///< of a tile
  Layer layer;                                      ///< one group of the convolution
  Tiling tiles;                                     ///< of the batch
  std::size_t channel_count;                        ///< vectors of channels
  Division division;                                ///< into parts, a task each
  bool shared;  ///< all threads make one V and one Z, of all tiles, and divide the points
  bool local;   ///< few tiles: some channels' sums are made just before they are needed
  bool few;     ///< so few (and local) that no sum is stored, see winograd_few_tiles.hpp
  std::size_t chunk_tiles;           ///< that are transformed together
  std::size_t chunks;                ///< of so many tiles
  std::size_t task_channels;         ///< whose sums, or weights, stay in the L2 cache
  std::size_t tile_stride;           ///< of V, from one tile to the next
  std::size_t value_stride;          ///< of V, from one point to the next
  std::size_t values_size;           ///< elements of V
  std::size_t gradient_tile_stride;  ///< of Z, from one tile to the next
  std::size_t gradient_stride;       ///< of Z, from one point to the next
  std::size_t gradients_size;        ///< elements of Z
  std::size_t block_stride;          ///< of D, from one block of filters to the next
  std::size_t sum_stride;            ///< of D, from one point to the next
  std::size_t strip;                 ///< elements of a strip of pixels, or of a task's weights

  /**
   * Cuts it.
   * @param of one group of the convolution
   * @param batch N, how many images
   * @param threads how many share the work
   */
  Sums(const Layer& of, std::size_t batch, std::size_t threads);

  /** Where a vector of a part's channels begins in V. @param channel the first of them @return
   * elements before it */
  std::size_t values_before(std::size_t channel) const {
    return few ? channel * points * chunk_tiles : channel;
  }

  /** Where a vector of a part's filters begins in Z. @param filter the first of them @return
   * elements before it */
  std::size_t gradients_before(std::size_t filter) const {
    return few ? filter * points * chunk_tiles
               : filter / tile_columns<T> * chunk_tiles * tile_columns<T> +
                     filter % tile_columns<T>;
  }

  /** One of the parts. @param number of the part @return what it sums */
  Part part(std::size_t number) const;

 private:
  Division divide(std::size_t threads) const;
};

}  // namespace dln::conv::winograd

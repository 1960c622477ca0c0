/**
 * @file
 * How Winograd's convolution, forward or by the data, is cut into tasks.
 */
#pragma once

#include "dln/conv/winograd_tiles.hpp"

namespace dln::conv::winograd {

/** How the work is cut into blocks of tiles, and what scratch that takes. */
struct Plan {
  Tiling tiles;                 ///< of the batch
  std::size_t block_tiles;      ///< tiles that are transformed and multiplied together
  std::size_t blocks;           ///< of tiles
  std::size_t filter_blocks;    ///< of as many filters as a register tile has columns, or of a
                                ///< vector if tiles are few
  std::size_t parts;            ///< into which the blocks of filters are divided, tasks each
  std::size_t tile_stride;      ///< of V, from one tile to the next
  std::size_t point_stride;     ///< of V, from one point to the next
  std::size_t channel_stride;   ///< of V, from one channel to the next, where a vector of
                                ///< channels begins
  std::size_t values_size;      ///< elements of V, a copy for each thread
  std::size_t product_stride;   ///< of M, from one point to the next
  std::size_t product_columns;  ///< of M, from one tile to the next
  std::size_t products_size;    ///< elements of M, a copy for each thread
  std::size_t strip;            ///< elements of a strip of pixels, a copy for each thread
  bool streamed;                ///< whether the output is written past the caches
  bool transform_late;  ///< transform a block of filters just before its use, when it is used
                        ///< only once
  bool few_tiles;  ///< and then transform so few weights at once that they stay in the first
                   ///< cache
  bool transform_own;    ///< transform it before its first use, a copy for each thread that is
                         ///< kept
  bool transform_early;  ///< transform all of them first, for all threads
  std::size_t weights_size;   ///< elements of a transformed block of filters
  std::size_t late_channels;  ///< of a block of filters, that are transformed together just
                              ///< before their use
  std::size_t late_stride;    ///< of their weights, from one point to the next
  std::size_t late_size;      ///< elements of their weights, a copy for each thread
  std::size_t own_size;       ///< elements of all transformed weights, a copy for each thread
};

/**
 * Cuts it.
 * @param layer one group of the convolution
 * @param batch N, how many images
 * @param threads how many share the work
 * @param ready whether the weights are transformed beforehand
 * @return the plan
 */
template <typename F, typename T>
Plan plan(const Layer& layer, std::size_t batch, std::size_t threads, bool ready);

}  // namespace dln::conv::winograd

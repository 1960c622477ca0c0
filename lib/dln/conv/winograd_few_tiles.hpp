/**
 * @file
 * Winograd's products of an image, or some small ones, with so few tiles that a transformed
 * weight is multiplied a handful of times. Then it is not worth sending further than the first
 * cache: the weights of a few channels are transformed and multiplied at every point, before
 * those of the next channels take their place. Nor is it worth storing a sum over a handful of
 * tiles, of which the gradient of the weights has one at every point.
 */
#pragma once

#include "dln/conv/winograd_tiles.hpp"

namespace dln::conv::winograd {

/** Channels whose weights are transformed together: with a vector of filters, at 36 points, 18
 * kB. */
template <typename T>
inline constexpr std::size_t few_channels = std::min(std::size_t{8}, lanes<T>);

/** Elements of their transformed weights. */
template <typename F, typename T>
inline constexpr std::size_t few_tiles_size = F::points* few_channels<T>* lanes<T>;

/**
 * M = sum over the channels of U .* V at every point, for one vector of filters and up to
 * tile_rows tiles.
 * @param layer one group of the convolution
 * @param back whether to rotate the filters and exchange them with the channels, for
 * backward_data
 * @param weight of the group, as the layer has them
 * @param filter the first filter of the vector
 * @param places of the tiles
 * @param values V: vector (point, place), of one vector of channels after the other
 * @param transformed scratch, few_tiles_size elements
 * @param products M: vector (point, place)
 * @param tiles how many
 */
template <typename F, typename T>
void multiply_few_tiles(const Layer& layer, bool back, const T* weight, std::size_t filter,
                        const Places& places, const T* values, T* transformed, T* products,
                        std::size_t tiles);

/** Few tiles, and which of them have values at each point. */
template <typename F>
struct FewTiles {
  std::size_t count;                      ///< of tiles
  std::array<Range, F::points> at_point;  ///< places of those that have values there

  /** Looks them up. @param places where the tiles lie @param tiles how many there are */
  FewTiles(const Places& places, std::size_t tiles) : count(tiles) {
    for (std::size_t i = 0; i < F::points; ++i)
      at_point[i] = places.at(i / F::side, i % F::side);
  }
};

/**
 * G^T D G with D = sum over the tiles of Z .* V, for one vector of filters and up to lanes<T>
 * channels.
 * @param tiles which have values where
 * @param channels how many
 * @param values V of these channels: vector (point, place)
 * @param gradients Z of these filters: vector (point, place)
 * @param taps the result, vector (channel, tap): room for lanes<T> channels, all of which may
 * be overwritten
 * @param next,next_stride to what the next results will be added, lanes<T> rows: they are asked
 * for meanwhile
 */
template <typename F, typename T>
void sum_few_tiles(const FewTiles<F>& tiles, std::size_t channels, const T* values,
                   const T* gradients, T* taps, const T* next, std::size_t next_stride);

}  // namespace dln::conv::winograd

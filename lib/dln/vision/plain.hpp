/**
 * @file
 * What pooling of regions computes, written to be read: one region, channel and cell after the
 * other, by one thread. `RoiMaxPool` is faster, and the tests hold the two together.
 */
#pragma once

#include <limits>

#include "dln/layers/plain.hpp"
#include "dln/vision/region.hpp"

namespace dln::plain {

/** What a cell without places took. */
constexpr std::size_t no_place = std::numeric_limits<std::size_t>::max();

/**
 * The greatest number of every cell of every region, channel by channel, the first of equal
 * ones; what is not a number, if a cell holds that; and 0 for a cell without places.
 * @param regions in the images' pixels
 * @param grid of cells
 * @param x features, N x C x H x W
 * @return R x C x height x width, and which place of its plane each of them is, or `no_place`
 * @throws Error as `RegionGrid::output_shape`
 */
template <typename T>
Greatest<T> roi_max_pool(const std::vector<Region>& regions, const RegionGrid& grid,
                         const Tensor<T>& x);

}  // namespace dln::plain

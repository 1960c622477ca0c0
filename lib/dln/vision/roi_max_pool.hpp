/**
 * @file
 * RoI max pooling: a region of any size becomes features of one size.
 */
#pragma once

#include "dln/layers/layer.hpp"
#include "dln/vision/region.hpp"

namespace dln {

/**
 * RoI max pooling: each region, projected onto the features and rounded to whole places, is
 * divided into a grid of cells, and each cell gives its greatest number, channel by channel.
 *
 * The layer is made for the regions of one batch, and costs nothing to make. A region covers
 * the places round(x_min / stride) ... round(x_max / stride) - 1, at least one, and cell j of J
 * those from floor(j n / J) to ceil((j + 1) n / J) - 1 of its n: cells may overlap by a place
 * where J does not divide n, and share places where n < J. What lies outside the features is
 * left out; a cell without any place gives 0, and no gradient.
 *
 * Backward: each dy goes to the place that its cell took, the first of several equal ones, and
 * adds up where cells or regions overlap. So a region of all the features, on a grid of their
 * size, returns them.
 *
 * Source: Girshick, Fast R-CNN, 2015; chapter 17.
 */
template <typename T>
class RoiMaxPool final : public Layer<T> {
 public:
  /** A layer for these regions of a batch, in the images' pixels. */
  explicit RoiMaxPool(std::vector<Region> regions, const RegionGrid& grid = {});

  [[nodiscard]] std::string name() const override;
  [[nodiscard]] Shape output_shape(const Shape& x) const override;
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;

 private:
  std::vector<Region> regions_;
  RegionGrid grid_;
};

}  // namespace dln

/**
 * @file
 * RoI align: a region of any size becomes features of one size, without rounding it.
 */
#pragma once

#include "dln/layers/layer.hpp"
#include "dln/vision/region.hpp"

namespace dln {

/**
 * RoI align: each region, projected onto the features, is divided into a grid of cells, and
 * each cell gives the mean of the features at `samples` x `samples` points spread evenly in it,
 * read between places bilinearly.
 *
 * The layer is made for the regions of one batch, and costs nothing to make. The place (x, y)
 * has its number at its middle, (x + 1/2, y + 1/2): leave the half out, and every feature is
 * read half a place off. So a region of all the features, on a grid of their size with one
 * sample a cell, returns them. Outside the middles of the outermost places their numbers hold
 * on; a point more than half a place outside the features gives 0.
 *
 * Backward: each point's share of dy goes to its four places by their bilinear weights. There
 * is no gradient by the boxes.
 *
 * Source: He and others, Mask R-CNN, 2017 (torchvision's `aligned=True`); chapter 17.
 */
template <typename T>
class RoiAlign final : public Layer<T> {
 public:
  /** A layer for these regions of a batch, in the images' pixels. @throws Error if there is no
   * sample */
  explicit RoiAlign(std::vector<Region> regions, const RegionGrid& grid = {},
                    std::size_t samples = 2);

  [[nodiscard]] std::string name() const override;
  [[nodiscard]] Shape output_shape(const Shape& x) const override;
  Tensor<T> forward(Tensor<T> x, Pass<T>& pass) const override;
  Tensor<T> backward(Tensor<T> dy, Pass<T>& pass) const override;

 private:
  std::vector<Region> regions_;
  RegionGrid grid_;
  std::size_t samples_;
};

}  // namespace dln

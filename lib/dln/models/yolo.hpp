/**
 * @file
 * A small network that looks once.
 */
#pragma once

#include "dln/layers/sequential.hpp"
#include "dln/vision/yolo.hpp"

namespace dln {

/** The sizes of a network for YOLO. */
struct YoloPlan {
  std::size_t height = 96;  ///< of the images, in pixels
  std::size_t width = 96;   ///< of the images, in pixels
  std::vector<std::size_t> filters = {16, 32,
                                      64};  ///< of the blocks, each of which halves both sides
  std::size_t last_filters = 128;           ///< of the layers behind them
  std::size_t last_layers = 2;              ///< how many those are
  std::size_t boxes = 2;                    ///< B
  std::size_t classes = 1;                  ///< C
};

/** The grid of its output: a cell is 2^blocks pixels high and wide. @throws Error unless that
 * divides the image's sides */
YoloGrid grid_of(const YoloPlan& plan);

/**
 * Adds the layers: blocks of a 3 x 3 convolution, batch normalization, ReLU and max pooling;
 * then layers without pooling, the last ones with kernels that are spread (dilation 2) so that
 * a cell sees beyond its object; and a 1 x 1 convolution to the 5 B + C numbers. Unlike the
 * paper's it has no dense layer, so that every cell is read by the same weights.
 */
template <typename T>
void build_yolo(Sequential<T>& network, const YoloPlan& plan, const Random& random);

}  // namespace dln

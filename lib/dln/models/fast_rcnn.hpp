/**
 * @file
 * The layers of a small Fast R-CNN, which chapters 17 and 19 share.
 */
#pragma once

#include "dln/layers/sequential.hpp"
#include "dln/train/fast_rcnn.hpp"

namespace dln {

/** Fast R-CNN's networks with the layers that they own. */
template <typename T>
struct RegionLayers {
  static constexpr std::size_t cells = 4;  ///< of the grid on a region, along each side
  static constexpr double stride = 4;      ///< pixels of the image for a place of the features

  Sequential<T> trunk;                         ///< images to features
  Sequential<T> body;                          ///< a region's features to what the heads read
  Sequential<T> class_head;                    ///< from there to C + 1 scores
  Sequential<T> box_head;                      ///< and to 4 C offsets
  RegionPooling pooling = RegionPooling::max;  ///< how regions become features of one size

  /** These networks as one, which ends with this object. */
  [[nodiscard]] RegionNetwork<T> network() {
    return {trunk, body, class_head, box_head, {cells, cells, stride}, pooling};
  }
};

/**
 * Adds four convolutions of 3 x 3 with 16 to 64 channels for the trunk, which halve the image
 * twice; a dense layer of 128 for each region; and the two heads, for so many classes.
 */
template <typename T>
void add_region_layers(RegionLayers<T>& layers, std::size_t classes, const Random& random);

/** How such a network's regions are drawn, 64 an image and a quarter of them objects, and how
 * its answers become detections. */
RegionRules fast_rcnn_rules();

}  // namespace dln

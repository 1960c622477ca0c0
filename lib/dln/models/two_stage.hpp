/**
 * @file
 * The layers of a small two-stage detector, which chapters 18 and 21 share.
 */
#pragma once

#include "dln/train/faster_rcnn.hpp"

namespace dln {

/** Adds a convolution of 3 x 3 that keeps the size, batch normalization and ReLU. */
template <typename T>
void add_convolution_block(Sequential<T>& part, std::size_t from, std::size_t to,
                           const Random& random);

/**
 * Adds what stands behind a trunk: a neighbourhood of 3 x 3, from which each anchor's score and
 * offsets are read; and for regions a dense layer of 96, from which classes and offsets are.
 * @param features channels of the trunk
 */
template <typename T>
void add_stages(TwoStageNetwork<T>& network, std::size_t features, const TwoStageRules& rules,
                const Random& random);

/** Anchors and numbers of proposals that suit images of so many classes: photographs of 240 x
 * 320 pixels, or generated scenes of 80 x 80. */
TwoStageRules two_stage_rules(std::size_t classes, bool photographs);

/** Adds all layers: a trunk of five convolutions with 16 to 64 channels that halves the image
 * three times, so that a place of its features is 8 pixels wide, and `add_stages`. */
template <typename T>
void build_two_stage(TwoStageNetwork<T>& network, const TwoStageRules& rules,
                     const Random& random);

}  // namespace dln

/**
 * @file
 * A residual network for small images that learns in minutes.
 */
#pragma once

#include "dln/models/stack.hpp"

namespace dln {

/**
 * Nine layers in three stages and a head, which are its parts: `stage1`, `stage2`, `stage3`,
 * `head`.
 *
 * All convolutions are 3 x 3 and normalized; each stage halves the image and doubles the
 * channels, up to eight times the width; stages 2 and 3 have a residual block each; the head
 * averages every channel.
 * @param width channels of the first layer
 * @param channels of the images
 * @param classes how many scores it gives
 * @param weights what it starts as
 * @return a network for images of at least 8 x 8 pixels
 * Source: after Page 2018, How to train your ResNet; chapter 13.
 */
template <typename T>
std::unique_ptr<Sequential<T>> quick_resnet(std::size_t width, std::size_t channels,
                                            std::size_t classes, Weights<T> weights);

}  // namespace dln

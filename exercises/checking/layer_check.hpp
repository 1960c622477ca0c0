/**
 * @file
 * The gradient check of a layer of the reader's own, with causes that only such a layer has.
 */
#pragma once

#include <memory>

#include "dln/core/random.hpp"
#include "dln/layers/layer.hpp"

namespace exercise {

/** Makes the reader's layer from random numbers. */
using MakeLayer = std::unique_ptr<dln::Layer<double>>(dln::Random);

/**
 * Checks a layer's gradients from three seeds and in both modes, and says what it finds.
 * @param make_layer makes the layer @param shape its input's
 */
void check_layer(MakeLayer* make_layer, const dln::Shape& shape);

}  // namespace exercise

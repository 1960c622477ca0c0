/**
 * @file
 * VGG: nothing but 3 x 3.
 */
#pragma once

#include "dln/models/stack.hpp"

namespace dln {

/**
 * VGG-11, column A of the paper's table: eight 3 x 3 convolutions, three dense layers;
 * 132,863,336 parameters for 1000 classes, 124 million of them in the dense layers.
 * @param classes how many scores it gives
 * @param weights what it starts as
 * @return a network for N x 3 x 224 x 224
 * Source: Simonyan and Zisserman 2015; chapter 13.
 */
template <typename T>
std::unique_ptr<Sequential<T>> vgg11(std::size_t classes, Weights<T> weights);

/** VGG-16, column D: thirteen convolutions; 138,357,544 parameters. The rest is as in `vgg11`.
 */
template <typename T>
std::unique_ptr<Sequential<T>> vgg16(std::size_t classes, Weights<T> weights);

}  // namespace dln

/**
 * @file
 * SqueezeNet: AlexNet's accuracy with a fiftieth of its weights.
 */
#pragma once

#include "dln/models/stack.hpp"

namespace dln {

/**
 * SqueezeNet 1.0: eight fire modules, no dense layer; 1,248,424 parameters for 1000 classes.
 *
 * A fire module squeezes to few channels by 1 x 1, then expands by 1 x 1 and 3 x 3 side by
 * side. The last convolution gives a map of scores a class, and their mean is the score.
 * @param classes how many scores it gives
 * @param weights what it starts as
 * @return a network for N x 3 x H x W, H and W at least 21
 * Source: Iandola and others 2016; chapter 13.
 */
template <typename T>
std::unique_ptr<Sequential<T>> squeezenet1_0(std::size_t classes, Weights<T> weights);

/** SqueezeNet 1.1: smaller first filters and earlier pooling, 2.4 times fewer products,
 * 1,235,496 parameters. */
template <typename T>
std::unique_ptr<Sequential<T>> squeezenet1_1(std::size_t classes, Weights<T> weights);

/** Adds a fire module: squeezes to `squeeze` channels, expands to `expand` by 1 x 1 and as many
 * by 3 x 3. */
template <typename T>
void add_fire(Stack<T>& features, std::size_t squeeze, std::size_t expand, Weights<T>& weights);

}  // namespace dln

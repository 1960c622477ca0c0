/**
 * @file
 * AlexNet.
 */
#pragma once

#include "dln/models/stack.hpp"

namespace dln {

/**
 * AlexNet: five convolutions, three dense layers, ReLUs, dropout; 61,100,840 parameters for
 * 1000 classes.
 *
 * In the form in which its weights are published today (Krizhevsky 2014, one tower): the
 * network that won in 2012 had 96 filters in the first layer, two towers for the memory of two
 * processors, and local response normalization behind the first two layers, which later work
 * found to be of little use.
 * @param classes how many scores it gives
 * @param weights what it starts as
 * @return a network for N x 3 x 224 x 224
 * Source: Krizhevsky, Sutskever and Hinton 2012; chapter 13.
 */
template <typename T>
std::unique_ptr<Sequential<T>> alexnet(std::size_t classes, Weights<T> weights);

}  // namespace dln

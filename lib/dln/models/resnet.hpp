/**
 * @file
 * Residual networks for large images.
 */
#pragma once

#include "dln/models/stack.hpp"

namespace dln {

/**
 * ResNet-18: four stages of two basic blocks; 11,689,512 parameters for 1000 classes.
 *
 * A block computes a delta and adds it to what came in: y = ReLU(x + f(x)). Where a stage
 * begins, the image is halved, the channels are doubled, and a 1 x 1 convolution takes x there
 * ("option B").
 * @param classes how many scores it gives
 * @param weights what it starts as
 * @return a network for N x 3 x H x W
 * Source: He, Zhang, Ren and Sun 2016; chapter 13.
 */
template <typename T>
std::unique_ptr<Sequential<T>> resnet18(std::size_t classes, Weights<T> weights);

/**
 * ResNet-50: stages of 3, 4, 6 and 3 bottleneck blocks, 1 x 1 down, 3 x 3, 1 x 1 up to four
 * times as many channels; 25,557,032 parameters. As its weights are published, a stage's stride
 * is that of the 3 x 3 convolution; the paper has it in the 1 x 1 before.
 */
template <typename T>
std::unique_ptr<Sequential<T>> resnet50(std::size_t classes, Weights<T> weights);

/** Adds a basic block with a projection where the shape changes: two 3 x 3 convolutions. */
template <typename T>
void add_basic_block(Stack<T>& stage, std::size_t filters, std::size_t stride,
                     Weights<T>& weights);

/** Adds a bottleneck block, which gives 4 `filters` channels. */
template <typename T>
void add_bottleneck(Stack<T>& stage, std::size_t filters, std::size_t stride,
                    Weights<T>& weights);

}  // namespace dln

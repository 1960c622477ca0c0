/**
 * @file
 * What the training doctor looks at beside the loss: the data before a training, and hidden
 * units.
 */
#pragma once

#include "dln/data/dataset.hpp"
#include "dln/layers/layer.hpp"
#include "dln/train/objective.hpp"

namespace dln {

/**
 * What can be said of labelled examples before any of them is learnt from.
 *
 * A mean that was computed on the examples learnt from leaves exactly nothing of *their* mean,
 * up to rounding, and something of everybody else's. One that was computed on all leaves
 * nothing of the mean of *all*: so it tells of itself.
 * @param train the examples to learn from
 * @param validation those not to learn from; null for none
 */
template <typename T>
Task describe(const Dataset<T>& train, const Dataset<T>* validation);

/**
 * How hidden units fare on a batch: after every ReLU, how many are zero for all examples (and
 * positions); after every tanh and sigmoid, how many values lie where the slope is below a
 * twentieth of the steepest.
 *
 * It goes into layers in a row, sums and concatenations. The batch's own statistics count where
 * a layer normalizes, and nothing changes.
 */
template <typename T>
std::vector<Activity> activity_of(const Layer<T>& network, const Tensor<T>& images);

}  // namespace dln

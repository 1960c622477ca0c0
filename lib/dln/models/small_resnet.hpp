/**
 * @file
 * Residual networks for small images, of any depth, and the plain ones beside them.
 */
#pragma once

#include "dln/models/stack.hpp"

namespace dln {

/** A network of the paper's section on CIFAR-10. */
struct SmallResNet {
  std::size_t depth =
      20;  ///< 6 n + 2: a convolution, three stages of n blocks of two, a dense layer
  std::size_t width =
      16;  ///< channels of the first stage; the others have two and four times as many
  std::size_t channels = 3;  ///< of the images
  std::size_t classes = 10;  ///< how many scores it gives
  bool has_shortcuts =
      true;  ///< without, it is the plain network of the same layers and weights
};

/**
 * ResNet-20 and its like: shortcuts without weights. Where a stage begins, the shortcut takes
 * every second pixel and pads the channels with zeros ("option A"). ResNet-20 has 269,722
 * parameters.
 * @param plan how deep and wide it is
 * @param weights what it starts as
 * @return a network for images of any size
 * @throws Error unless the depth is 6 n + 2 and the width is even
 * Source: He, Zhang, Ren and Sun 2016, section 4.2; chapter 13.
 */
template <typename T>
std::unique_ptr<Sequential<T>> small_resnet(const SmallResNet& plan, Weights<T> weights);

/** The plan with its 20 layers: 16, 32 and 64 channels, for 32 x 32 pixels. */
template <typename T>
std::unique_ptr<Sequential<T>> resnet20(std::size_t classes, Weights<T> weights) {
  return small_resnet<T>({.classes = classes}, weights);
}

}  // namespace dln

/**
 * @file
 * The gradient check of everything in the library that has a gradient.
 */
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "dln/gradcheck/check.hpp"

namespace dln::test {

/** One check, to be run with several seeds. */
struct GradientCheck {
  std::string subject;  ///< the class, as its header names it
  std::string setting;  ///< what is special here, for the appendix
  std::function<gradcheck::Report(std::uint64_t)> check;  ///< from a seed to what was found
};

/** Labels below a number of classes. */
arma::uvec random_labels(std::size_t count, std::size_t classes, std::uint64_t seed);

/** The checks of the losses. */
std::vector<GradientCheck> loss_checks();

/** The checks of the layers that see images. */
std::vector<GradientCheck> image_checks();

/** The checks of the activations. */
std::vector<GradientCheck> activation_checks();

/** The checks of the layers that hold layers. */
std::vector<GradientCheck> container_checks();

/** The checks of segmentation as an objective. */
std::vector<GradientCheck> segmentation_checks();

/** The checks of the layers that make images larger. */
std::vector<GradientCheck> upsampling_checks();

/** The checks of two heads on one trunk. */
std::vector<GradientCheck> localization_checks();
/** Of Faster R-CNN's four losses. */
std::vector<GradientCheck> faster_rcnn_checks();
/** Those of YOLO's five terms. */
std::vector<GradientCheck> yolo_checks();

/** The checks of the blocks of architectures. */
std::vector<GradientCheck> model_checks();

/** All checks, in the order of the appendix. */
std::vector<GradientCheck> gradient_checks();

}  // namespace dln::test

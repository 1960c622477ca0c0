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
  std::string subject;                                    ///< the class, as its header names it
  std::string setting;                                    ///< what is special here, for the appendix
  std::function<gradcheck::Report(std::uint64_t)> check;  ///< from a seed to what was found
};

/** The checks of the layers that see images. */
std::vector<GradientCheck> image_checks();

/** All checks, in the order of the appendix. */
std::vector<GradientCheck> gradient_checks();

}  // namespace dln::test

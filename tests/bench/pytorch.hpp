/**
 * @file
 * The rival PyTorch, where it is installed (as libtorch).
 */
#pragma once

#include "bench/case.hpp"
#include "bench/measure.hpp"

namespace dln::bench {

/** Whether libtorch was found when this was built. */
bool has_pytorch();

/**
 * What a PyTorch program on the processor does, on NCHW tensors without recording gradients
 * (`pytorch`): forward at::convolution, backward at::convolution_backward for one of its
 * results. Empty without libtorch.
 */
std::vector<Path> pytorch_paths(Case& job);

}  // namespace dln::bench

/**
 * @file
 * The rival oneDNN, where it is installed.
 */
#pragma once

#include <optional>

#include "bench/measure.hpp"
#include "dln/conv/geometry.hpp"

namespace dln::bench {

/** Whether oneDNN was found when this was built. */
bool has_onednn();

/**
 * oneDNN's ways to compute a convolution: direct, Winograd and its own choice, each in its own blocked layout with
 * weights ready (`onednn_blocked_...`), in NCHW with weights ready (`onednn_nchw_ready_...`), and in NCHW throughout
 * (`onednn_nchw_...`). The tensors must outlive the paths; the outputs of an NCHW path are written to the third.
 */
std::vector<Path> onednn_paths(const conv::Geometry& g, std::size_t batch, conv::Pass pass, float* x, float* weight,
                               float* y);

}  // namespace dln::bench

/**
 * @file
 * The rival oneDNN, where it is installed.
 */
#pragma once

#include "bench/case.hpp"
#include "bench/measure.hpp"

namespace dln::bench {

/** Whether oneDNN was found when this was built. */
bool has_onednn();

/**
 * oneDNN's ways to compute a case, each by its direct, its Winograd and its own choice of
 * algorithm (unless that is the same code again): in its own blocked layout with weights ready
 * (`onednn_blocked`), in NCHW with weights ready
 * (`onednn_nchw_ready`), and in NCHW throughout (`onednn_nchw`). Several paths share a name:
 * see name_the_best.
 */
std::vector<Path> onednn_paths(Case& job);

}  // namespace dln::bench

// The experiments of chapter 16, in the book's order. The page is book/16-r-cnn.md.
#pragma once

#include "program/chapter.hpp"
#include "program/rcnn_post_hoc.hpp"

namespace chapter {

using dln::program::Boxes;
using dln::program::Options;
using dln::program::Proposals;
using dln::program::Report;
using dln::program::Scenes;

using Plan = dln::program::RcnnPlan;
using Parts = dln::program::RcnnParts;
using dln::program::CodeNetwork;
using dln::program::PostHoc;

// merging.cpp
/** One image from its first regions to the last two. */
Report watch_merges(const Scenes& scenes, const Plan& plan);

// recall.cpp
/** How many objects are among the first so many boxes: selective search, a grid of windows,
 * chance. */
Report measure_recall(const Scenes& scenes, const Proposals& proposals, const Plan& plan,
                      const Options& options);
/** What a single strategy finds, and what several find together. */
Report try_strategies(const Scenes& scenes, const Plan& plan, const Options& options);
/** The same images searched by another implementation. */
Report compare_with_recorded();

// detection.cpp
/** What each part adds, on validation scenes. */
Report compare_parts(const Scenes& scenes, const Proposals& proposals,
                     const CodeNetwork& network, const PostHoc& post_hoc, const Plan& plan);
/** Looks at the test scenes once. */
Report test_detector(const Scenes& scenes, const Proposals& proposals,
                     const CodeNetwork& network, const PostHoc& post_hoc, const Plan& plan);
/** The time of one image, part by part. */
Report time_parts(const Scenes& scenes, const CodeNetwork& network, const PostHoc& post_hoc,
                  const Plan& plan);

// touch.cpp
/** For the page's script: some scenes' surest boxes before suppression, and what is kept. */
Report suppression_to_touch(const dln::SceneSet& scenes,
                            const std::vector<dln::Detections>& boxes);

}  // namespace chapter

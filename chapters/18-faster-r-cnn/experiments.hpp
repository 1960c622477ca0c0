// The experiments of chapter 18, in the book's order. The page is book/18-faster-r-cnn.md.
#pragma once

#include "dln/models/two_stage.hpp"
#include "program/chapter.hpp"
#include "program/compare.hpp"
#include "program/scenes.hpp"

namespace chapter {

using Network = dln::TwoStageNetwork<float>;

// network.cpp
/** The scenes: generated ones, or those of a folder. */
dln::program::Scenes load(const dln::program::Options& options);
/** How long a training is, and what it does to its images. */
struct Plan {
  std::size_t epochs = 10;
  std::size_t batch_size = 8;
  std::size_t part = 0, parts = 1;  // of a training in several parts, for the progress bar
};
/** Trains some stages by Adam. */
void learn(Network& network, const dln::SceneSet& scenes, const dln::TwoStageRules& rules,
           const Plan& plan, dln::Stages stages, const dln::program::Start& start);
/** The share of objects that one of an image's first boxes covers with an IoU of 0.5. */
double recall(const std::vector<dln::Detections>& proposals, const dln::SceneSet& scenes,
              std::size_t boxes);

// anchors.cpp
/** What anchors cover before anything is learnt, and what they learn, for several sets. */
dln::program::Report cover(const dln::program::Scenes& scenes,
                           const dln::program::Options& options);
/** The proposals of an image and of the same image moved. */
dln::program::Report move_along(const dln::program::Scenes& scenes,
                                const dln::program::Options& options);

// touch.cpp
/** For the page's script: some scenes, the anchors over them, and what these learn. */
dln::program::Report anchors_to_touch(const dln::program::Scenes& scenes,
                                      const dln::ProposalRules& rules);

// ways.cpp
/** Both stages at once, or one after the other; and several sets of anchors. */
dln::program::Report try_ways(const dln::program::Scenes& scenes,
                              const dln::program::Options& options);

// whole.cpp
/** Trains both stages on all scenes, and looks at the test scenes once. */
dln::program::Report train_whole(Network& network, const dln::program::Scenes& scenes,
                                 const dln::program::Options& options);
/** The learnt proposals beside selective search, a grid and chance, at equal numbers. */
dln::program::Report compare_proposals(Network& network, const dln::program::Scenes& scenes,
                                       const dln::program::Options& options);

}  // namespace chapter

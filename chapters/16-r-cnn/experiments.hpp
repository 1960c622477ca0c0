// The experiments of chapter 16, in the book's order. The page is book/16-r-cnn.md.
#pragma once

#include <memory>

#include "dln/layers/sequential.hpp"
#include "dln/vision/box_coding.hpp"
#include "program/chapter.hpp"
#include "program/proposals.hpp"

namespace chapter {

using dln::program::Boxes;
using dln::program::Options;
using dln::program::Proposals;
using dln::program::Report;
using dln::program::Scenes;

/** What is chosen before anything is learnt. */
struct Plan {
  dln::program::SearchPlan search;
  std::size_t side = 24;    // of a warped region, in pixels
  double context = 2;       // of them, pixels around the box on every side
  std::size_t codes = 128;  // numbers in a code
  std::size_t crops = 32;   // of an image, for the network to learn from
  std::size_t epochs = 8;
};

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

// network.cpp
/** The usual plan, or one for larger images; sizes of boxes are learnt from the training set.
 */
Plan plan_for(const Scenes& scenes, const Options& options);
/** Regions of an image, each warped to a square: R x 3 x side x side, without the mean colour
 * 1/2. */
dln::Tensor<float> warped_regions(const dln::Image8& image, const Boxes& boxes,
                                  const Plan& plan);
/** A network that classifies warped regions; what its last hidden layer says of one is the
 * region's code. */
struct CodeNetwork {
  std::unique_ptr<dln::Sequential<float>> whole;  // scores of background and of the classes
  dln::Sequential<float>* trunk = nullptr;        // of it: codes
};
/** Codes of regions, one a column, all of one mean length. */
arma::fmat codes_of(const CodeNetwork& network, const dln::Image8& image, const Boxes& boxes,
                    const Plan& plan);
/** Trains the network on proposals of the training scenes; its pictures show what it gets. */
std::pair<CodeNetwork, Report> train_codes(const Scenes& scenes, const Proposals& proposals,
                                           const Plan& plan, const Options& options);

// post_hoc.cpp
/** What is fitted afterwards to codes: a linear classifier and a correction of the box for each
 * class. */
struct PostHoc {
  arma::fmat weights;              // codes + 1 rows (the last is the bias), a class a column
  arma::fmat weights_at_first;     // before hard negatives
  std::vector<arma::mat> offsets;  // a class each: codes + 1 rows, four columns
  float scale = 1;                 // codes are multiplied by it, so that their mean length is 1
};
std::pair<PostHoc, Report> fit_post_hoc(const Scenes& scenes, const Proposals& proposals,
                                        const CodeNetwork& network, const Plan& plan,
                                        const Options& options);

// detection.cpp
/** What is used of all that was learnt. */
struct Parts {
  bool machines = true;        // the support vector machines, or the network's own scores
  bool hard_negatives = true;  // of the machines
  bool regression = true;      // of boxes
};
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

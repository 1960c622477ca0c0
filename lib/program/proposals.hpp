/**
 * @file
 * Boxes in which there may be an object, by selective search, for all scenes of a run; and how
 * many objects are among them. Chapters 16, 17 and 19 begin with these.
 */
#pragma once

#include "dln/vision/selective_search.hpp"
#include "program/scenes.hpp"

namespace dln::program {

/** Boxes of one scene. */
using Boxes = std::vector<Box>;

/** How scenes are searched. */
struct SearchPlan {
  SearchOptions options;    ///< of selective search
  std::size_t most = 2000;  ///< boxes an image: those to be looked at first
};

/**
 * The usual plan. Sizes that hardly any training object has are left out: below 0.8 of the side
 * that one of a hundred sides is shorter than, and above 1.25 of the one that one of a hundred
 * is longer than. Photographs are divided into smaller regions than generated scenes.
 * @throws Error if there is no object to learn from
 */
SearchPlan search_plan_for(const Scenes& scenes, const Options& options);

/** The image of a scene. @return (x, y, channel) in 0 ... 1 */
arma::cube image_of(const Scene& scene);

/** The boxes of one scene by a plan, those to be looked at first in front. */
Boxes search(const Scene& scene, const SearchPlan& plan, const Random& random);

/**
 * The boxes of every scene, several scenes at a time; the same for any number of threads.
 * @param label what the progress bar says
 * @param scenes what to search
 * @param plan how
 * @param options the seed
 * @throws Interrupted if somebody asked to stop
 */
std::vector<Boxes> search_scenes(const std::string& label, const SceneSet& scenes,
                                 const SearchPlan& plan, const Options& options);

/** Boxes of all scenes of a run, a list a scene. */
struct Proposals {
  std::vector<Boxes> train;       ///< of the scenes to learn from
  std::vector<Boxes> validation;  ///< of those to choose on
  std::vector<Boxes> test;        ///< of those for the end
};

/** Searches all scenes of a run. @throws Interrupted if somebody asked to stop */
Proposals search_all(const Scenes& scenes, const SearchPlan& plan, const Options& options);

/** How well boxes cover the objects of all scenes. */
struct Coverage {
  double recall =
      0;  ///< the share of objects that some box overlaps with an IoU of at least 0.5
  double best_overlap = 0;  ///< the mean over objects of the largest IoU
  double boxes = 0;         ///< the mean over scenes of how many there are
};

/** How well the first so many boxes of every scene do. @param scenes with objects @param boxes
 * a list a scene @param most at most so many of each count */
Coverage coverage(const SceneSet& scenes, const std::vector<Boxes>& boxes, std::size_t most);

/**
 * Windows of five sizes and three proportions, evenly over an image: what does not look at it.
 * @param most at most so many; nearly as many are given
 * @param width of the image, in pixels
 * @param height of the image, in pixels
 * @param sizes between which sides the windows' are
 */
Boxes window_grid(std::size_t most, double width, double height, const SearchOptions& sizes);

}  // namespace dln::program

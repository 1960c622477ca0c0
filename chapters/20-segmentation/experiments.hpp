// The experiments of chapter 20, in the book's order. The page is book/20-segmentation.md.
#pragma once

#include "dln/models/segmentation.hpp"
#include "dln/train/segmentation.hpp"
#include "program/chapter.hpp"
#include "program/compare.hpp"
#include "program/scenes.hpp"

namespace chapter {

// scenes.cpp
/** Scenes of 48 x 48 pixels with one or two objects of three classes. */
dln::SceneOptions small_scenes();
/** All objects as one class: too few scenes are drawn to learn their shapes apart. */
dln::program::Scenes figures_and_grounds(dln::program::Scenes scenes);

// convolutional.cpp
/** Turns a classifier's dense layers into convolutions, and lets it look over larger scenes. */
dln::program::Report make_convolutional(const dln::program::Options& options);

// prior.cpp
/** Of every place, the class that is most often there. */
dln::program::Report measure_prior(const dln::program::Scenes& scenes);

// learning.cpp
/** Builds a network. */
using Build = std::function<void(dln::Sequential<float>&, const dln::Random&)>;
/** A network to be compared. */
struct Candidate {
  std::string name;          // its row
  Build build;               // from the start's random numbers
  std::size_t multiple = 1;  // of the images' sides
  bool weighted = true;      // classes by their rarity
};
/** Trains each from several starts, measures them, and keeps the first start's networks. */
dln::program::Comparison learn(const std::string& label,
                               const std::vector<Candidate>& candidates,
                               const dln::program::Scenes& scenes,
                               const dln::program::Options& options, std::size_t starts,
                               std::vector<std::shared_ptr<dln::Sequential<float>>>* kept);
/** Correct pixels and all, near a boundary (at most 1 from it) and far from all. */
struct ByDistance {
  double near_correct = 0, near = 0, far_correct = 0, far = 0;
};
/** Counts one scene's pixels. */
void add_scene(ByDistance& counts, const arma::uvec& found, const dln::Scene& scene);
/** Scenes with what each network sees in them, for pictures with labels over them. */
void add_pictures(dln::program::Report& report, const std::string& name,
                  const dln::SceneSet& scenes, const std::vector<std::string>& names,
                  const std::vector<std::vector<arma::uvec>>& found);

// strategies.cpp
/** Several scales, refinement and up-sampling, at equal cost. */
dln::program::Report compare_strategies(const dln::program::Scenes& scenes,
                                        const dln::program::Options& options);

// skips.cpp
/** FCN-32, -16, -8, U-Net, dilation, and starts of the way up. */
dln::program::Report compare_skips(const dln::program::Scenes& scenes,
                                   const dln::program::Options& options);
/** With weights for rare classes and without. */
dln::program::Report weigh_classes(const dln::program::Scenes& scenes,
                                   const dln::program::Options& options);

// touch.cpp
/** For the page's script: what each of some networks makes of the first validation scenes. */
dln::program::Report skips_to_touch(const dln::SceneSet& scenes,
                                    const std::vector<std::string>& names,
                                    const std::vector<std::vector<arma::uvec>>& found);

// use.cpp
/** The chapter's main training: a U-Net on all scenes, tested once. */
dln::program::Report train_for_use(const dln::program::Scenes& scenes,
                                   const dln::program::Options& options);

}  // namespace chapter

// The experiments of chapter 17, in the book's order. The page is book/17-fast-r-cnn.md.
#pragma once

#include "dln/models/fast_rcnn.hpp"
#include "program/chapter.hpp"
#include "program/compare.hpp"
#include "program/proposals.hpp"

namespace chapter {

using Detector = dln::RegionLayers<float>;

/** What a run learns from: scenes, and the boxes of each in which there may be an object. */
struct Data {
  dln::program::Scenes scenes;
  dln::program::SearchPlan search;
  dln::program::Proposals proposals;  // as soon as they are searched for
  [[nodiscard]] std::size_t classes() const { return scenes.train.class_names.size(); }
  [[nodiscard]] dln::ProposedScenes train() const {
    return {scenes.train.scenes, proposals.train, classes()};
  }
  [[nodiscard]] dln::ProposedScenes validation() const {
    return {scenes.validation.scenes, proposals.validation, classes()};
  }
  [[nodiscard]] dln::ProposedScenes test() const {
    return {scenes.test.scenes, proposals.test, classes()};
  }
};

// data.cpp
/** Generated scenes, or those of a folder. */
Data load(const dln::program::Options& options);
/** Searches all scenes once; how many objects are found, and how many by a grid of as many
 * windows. */
dln::program::Report propose(Data& data, const dln::program::Options& options);

// pooling.cpp
/** What the two poolings read where the answer is known. */
dln::program::Report compare_poolings();

// training.cpp
/** Rounded or aligned regions, with and without the second term of the loss. */
dln::program::Report compare_variants(const Data& data, const dln::program::Options& options);
/** Trains on all scenes, and looks at the test scenes once. */
dln::program::Report train_whole(Detector& detector, const Data& data,
                                 const dln::program::Options& options);

// timing.cpp
/** Each region through the network on its own, and the image once, by the number of regions. */
dln::program::Report time_both_ways(Detector& detector, const Data& data,
                                    const dln::program::Options& options);
/** The same with all proposals of an image, part by part: in use, and a step of training. */
dln::program::Report time_parts(Detector& detector, const Data& data,
                                const dln::program::Options& options);

}  // namespace chapter

// The experiments of chapter 17, in the book's order. The page is book/17-fast-r-cnn.md.
#pragma once

#include "dln/layers/dense.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/train/fast_rcnn.hpp"
#include "program/chapter.hpp"
#include "program/compare.hpp"
#include "program/scenes.hpp"

namespace chapter {

using dln::program::Scenes;

/** Boxes of every scene in which there may be an object. */
using Proposals = std::vector<std::vector<dln::Box>>;

/** Scenes with their images as tensors and their proposals. */
struct Split {
  dln::SceneSet scenes;
  Proposals proposals;
};

/** What a run learns from. */
struct Data {
  Split train, validation, test;
  [[nodiscard]] std::size_t classes() const { return train.scenes.class_names.size(); }
  [[nodiscard]] std::size_t height() const { return train.scenes.scenes.front().image.height; }
  [[nodiscard]] std::size_t width() const { return train.scenes.scenes.front().image.width; }
};

/** Fast R-CNN's networks, with the layers that they own. */
struct Detector {
  dln::Sequential<float> trunk, body, class_head, box_head;
  dln::RegionPooling pooling = dln::RegionPooling::max;
  double box_weight = 1;
  [[nodiscard]] dln::RegionNetwork<float> network();
};

constexpr double stride = 4;  // pixels of the image for a place of the features

// data.cpp
/** Generated scenes, or those of a folder, and the windows of each. */
Data load(const dln::program::Options& options);
/** How many objects the windows find, by how many there are. */
dln::program::Report measure_recall(const Data& data);

// networks.cpp
/** Adds the layers: convolutions for the trunk, a hidden layer for each region, and the two
 * heads. */
void build(Detector& detector, const Data& data, const dln::Random& random);
/** How regions are drawn, and answers become detections. */
dln::RegionRules rules();
/** Regions of some scenes to learn from, half of the scenes flipped with their boxes. */
dln::RegionBatch<float> draw_regions(const Split& split, const arma::uvec& images,
                                     std::size_t classes, dln::Random& random);
/** The detections of every scene. */
std::vector<dln::Detections> detect(Detector& detector, const Split& split);

// pooling.cpp
/** What the two poolings read where the answer is known. */
dln::program::Report compare_poolings();

// timing.cpp
/** Each region through the trunk on its own, and the image once: in use, and a step of
 * training. */
dln::program::Report time_both_ways(const Data& data, const dln::program::Options& options);

// training.cpp
/** Rounded or aligned regions, with and without the second term of the loss. */
dln::program::Report compare_variants(const Data& data, const dln::program::Options& options);
/** Trains on all scenes, and looks at the test scenes once. */
dln::program::Report train_whole(const Data& data, const dln::program::Options& options);

}  // namespace chapter

// Regions that may be objects, as examples for two streams.
#pragma once

#include <limits>

#include "experiments.hpp"

namespace chapter {

constexpr std::size_t crop = 24;  // a region's box becomes so many pixels, in each direction
constexpr std::size_t side = 12;  // and its refined mask so many cells
constexpr std::size_t no_object = std::numeric_limits<std::size_t>::max();

/** A region of an image that may be an object. */
struct Candidate {
  dln::Box box;
  dln::RunLengths mask;
  std::size_t object = no_object;  // that its mask covers best
  double overlap = 0;              // the IoU of the two masks
};
using Candidates = std::vector<std::vector<Candidate>>;  // a list a scene

/** Regions to learn from. */
struct Examples {
  dln::Tensor<float> x;      // N x 6 x crop x crop
  arma::uvec classes;        // N: the number of classes for background
  dln::Tensor<float> masks;  // N x side^2, of those that learn objects
};

/** The first regions of every scene that selective search finds. */
Candidates all_candidates(const dln::SceneSet& scenes, const dln::Random& random);
/** What the two streams see of a region: its box, and its box with everything else grey. */
void look(const dln::Scene& scene, const Candidate& candidate, float* values);
/** Of every scene a few regions that are objects, and as many that are not. */
Examples examples_of(const dln::SceneSet& scenes, const Candidates& candidates,
                     dln::Random random);
/** The share of objects that a region covers by half, and the mean of the best covers. */
std::pair<double, double> covered(const dln::SceneSet& scenes, const Candidates& candidates);

}  // namespace chapter

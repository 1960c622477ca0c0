/**
 * @file
 * A region proposal network: what its anchors are to learn, and the proposals that it makes.
 */
#pragma once

#include "dln/core/tensor.hpp"
#include "dln/losses/weighted_numbers.hpp"
#include "dln/vision/anchors.hpp"
#include "dln/vision/box_coding.hpp"
#include "dln/vision/detection.hpp"
#include "dln/vision/matching.hpp"

namespace dln {

/** How anchors are laid, what they learn, and how they become proposals. */
struct ProposalRules {
  AnchorShapes anchors = {{16, 32, 64}, {0.5, 1, 2}};  ///< at every place
  double stride = 8;  ///< pixels of the image from one place of the features to the next
  MatchRules match = {.object = 0.7, .background = 0.3, .best_for_each = true};  ///< of anchors
  std::size_t sample = 128;        ///< anchors an image that learn in a batch
  double object_share = 0.5;       ///< at most this share of them learns objects
  BoxCoding coding = {};           ///< of the offsets
  double suppression = 0.7;        ///< IoU above which the less sure proposal is dropped
  std::size_t max_scored = 400;    ///< so many of the surest go into the suppression
  std::size_t max_proposals = 60;  ///< and at most so many come out
};

/** What the anchors of a batch learn; both have the shape of the network's answers. */
template <typename T>
struct ProposalTargets {
  WeightedNumbers<T> objectness;  ///< N x A x H x W: 1 for an object, 0 for background
  WeightedNumbers<T> offsets;     ///< N x 4 A x H x W: of those that learn an object
};

/**
 * What each anchor learns: whether it holds an object, and how it would have to move. Anchors
 * that are neither, and those that are not drawn, have weight 0.
 * @param height of the features, in places @param width likewise
 * @param objects of every image
 * @throws Error as `anchor_grid` and `matched` do
 */
template <typename T>
ProposalTargets<T> proposal_targets(std::size_t height, std::size_t width,
                                    const std::vector<Objects>& objects,
                                    const ProposalRules& rules, const Random& random);

/**
 * The proposals of every image, the surest first: anchors moved by their offsets, clipped at
 * the image's border, without those of less than two pixels, suppressed.
 *
 * Source: Ren and others, Faster R-CNN, 2015.
 * @param scores N x A x H x W @param offsets N x 4 A x H x W
 * @param image_height in pixels @param image_width likewise
 * @return label 0, the box, and the logit of being an object as its score
 * @throws Error if the shapes do not fit
 */
template <typename T>
std::vector<Detections> proposals(const Tensor<T>& scores, const Tensor<T>& offsets,
                                  std::size_t image_height, std::size_t image_width,
                                  const ProposalRules& rules);

}  // namespace dln

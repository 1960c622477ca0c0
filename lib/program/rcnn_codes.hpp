/**
 * @file
 * R-CNN's network: it classifies warped regions, and what its last hidden layer says of one is
 * the region's code. Chapters 16 and 19 train it.
 */
#pragma once

#include <memory>

#include "dln/layers/sequential.hpp"
#include "program/proposals.hpp"

namespace dln::program {

/** What is chosen before anything is learnt. */
struct RcnnPlan {
  SearchPlan search;        ///< for proposals
  std::size_t side = 24;    ///< of a warped region, in pixels
  double context = 2;       ///< of them, pixels around the box on every side
  std::size_t codes = 128;  ///< numbers in a code
  std::size_t crops = 32;   ///< of an image, for the network to learn from
  std::size_t epochs = 8;   ///< of the network
};

/** The usual plan, or one for photographs; sizes of boxes are learnt from the training set. */
RcnnPlan rcnn_plan_for(const Scenes& scenes, const Options& options);

/** Regions of an image, each warped to a square: R x 3 x side x side, without the mean colour
 * 1/2. */
Tensor<float> warped_regions(const Image8& image, const Boxes& boxes, const RcnnPlan& plan);

/** A network that classifies warped regions, with its part that makes codes. */
struct CodeNetwork {
  std::unique_ptr<Sequential<float>> whole;  ///< scores of background and of the classes
  Sequential<float>* trunk = nullptr;        ///< of it: codes
};

/** Codes of regions, one a column, as the network gives them. */
arma::fmat codes_of(const CodeNetwork& network, const Image8& image, const Boxes& boxes,
                    const RcnnPlan& plan);

/** Trains the network on proposals of the training scenes; its pictures show what it gets.
 * @throws Interrupted if somebody asked to stop */
std::pair<CodeNetwork, Report> train_codes(const Scenes& scenes, const Proposals& proposals,
                                           const RcnnPlan& plan, const Options& options);

}  // namespace dln::program

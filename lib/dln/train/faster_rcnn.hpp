/**
 * @file
 * Faster R-CNN: proposals, and what is in them, from one network.
 */
#pragma once

#include "dln/data/augmentation.hpp"
#include "dln/data/scene.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/train/objective.hpp"
#include "dln/vision/proposal_network.hpp"
#include "dln/vision/region_targets.hpp"
#include "dln/vision/run_lengths.hpp"

namespace dln {

/** The parts of a two-stage detector. */
template <typename T>
struct TwoStageNetwork {
  Sequential<T> trunk;           ///< images to features
  Sequential<T> neighbourhood;   ///< features to what both answers about anchors read
  Sequential<T> objectness;      ///< from there to N x A x H x W scores of being an object
  Sequential<T> anchor_offsets;  ///< and to N x 4 A x H x W offsets
  Sequential<T> head;            ///< a region's features to what both answers about it read
  Sequential<T> classes;         ///< from there to R x (classes + 1) scores
  Sequential<T> region_offsets;  ///< and to R x 4 classes offsets
  Sequential<T> masks;  ///< a region's finer features to R x classes x side x side logits of
                        ///< its pixels; without layers, there are no masks

  /** All parameters, by these names. */
  [[nodiscard]] ParameterList<T> parameters();
};

/** How a two-stage detector learns and finds. */
struct TwoStageRules {
  ProposalRules proposals = {};  ///< of the first stage
  RegionRules regions = {};      ///< of the second
  std::size_t cells = 5;         ///< a region becomes cells x cells features
  std::size_t classes = 1;       ///< of objects
  std::size_t mask_cells =
      8;  ///< for masks a region becomes so many features in each direction
};

/** What it found in some images, and the proposals that it found it in. */
struct TwoStageFound {
  std::vector<Detections> proposals;           ///< an image each: label 0, logits
  std::vector<Detections> detections;          ///< an image each
  std::vector<std::vector<RunLengths>> masks;  ///< an image each, one a detection; empty
                                               ///< without masks
};

/** Runs the detector in test mode. Images in which nothing is found have empty lists.
 * @param x N x 3 x H x W */
template <typename T>
TwoStageFound detect(TwoStageNetwork<T>& network, const Tensor<T>& x,
                     const TwoStageRules& rules);

/** The same for scenes of one size, a few at a time. */
template <typename T>
TwoStageFound detect(TwoStageNetwork<T>& network, std::span<const Scene> scenes,
                     const TwoStageRules& rules);

/** Which of the two stages learn. */
enum class Stages {
  both,       ///< jointly: the sum of four losses
  proposals,  ///< the trunk and the region proposal network
  regions     ///< the head alone, on features and proposals that no longer change
};

/**
 * Four losses of one network, over the anchors and regions that a batch draws.
 * \f[ L = \frac1{N_a} \sum_i L_\text{bce}(p_i, p_i^*) + \frac1{N_o} \sum_i p_i^*
 * L_1(t_i, t_i^*) + \frac1{N_r} \sum_r L_\text{softmax}(s_r, k_r) + \frac1{N_r}
 * \sum_r [k_r \text{ is an object}]\, L_1(u_r, u_r^*), \f]
 * both \f$L_1\f$ smooth, \f$N_a\f$ and \f$N_r\f$ the numbers drawn, \f$N_o\f$ of the
 * anchors objects (the paper divides by the number of places and weighs by ten). Proposals are
 * constants to the gradient, as in the paper.
 *
 * A network with masks has a fifth loss: the mean over the regions that learn objects of the
 * mean binary cross-entropy of the pixels of their class's mask. Scenes must have instances
 * then.
 *
 * Source: Ren and others, Faster R-CNN, 2015; He and others, Mask R-CNN, 2017; chapters 18
 * and 21.
 */
template <typename T>
class FasterRcnn final : public Objective<T> {
 public:
  /**
   * @param network what learns
   * @param rules what it learns
   * @param train scenes to learn from, all of one size
   * @param augmentation what is done to them, anew each time
   * @param stages which stages learn
   * @param validation scenes not to learn from, of one size; empty for none
   */
  FasterRcnn(TwoStageNetwork<T>& network, const TwoStageRules& rules,
             std::span<const Scene> train, const Augmentation& augmentation = {},
             Stages stages = Stages::both, std::span<const Scene> validation = {});

  [[nodiscard]] ParameterList<T> parameters() override;
  [[nodiscard]] std::size_t examples() const override { return train_.size(); }
  BatchLoss backpropagate(const arma::uvec& examples, Pass<T>& pass) override;
  [[nodiscard]] std::vector<NamedNumber> validate() override;

 private:
  Tensor<T> learn_masks(const Tensor<T>& features, const RegionTargets<T>& targets,
                        const std::vector<Scene>& scenes, bool trunk_learns, Pass<T>& pass,
                        BatchLoss& result);

  TwoStageNetwork<T>& network_;
  TwoStageRules rules_;
  std::span<const Scene> train_;
  Augmentation augmentation_;
  Stages stages_;
  std::span<const Scene> validation_;
};

}  // namespace dln

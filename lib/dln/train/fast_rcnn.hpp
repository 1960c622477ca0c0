/**
 * @file
 * Fast R-CNN: a trunk that sees the image once, and heads that see each region's features.
 */
#pragma once

#include <functional>

#include "dln/data/augmentation.hpp"
#include "dln/layers/layer.hpp"
#include "dln/train/objective.hpp"
#include "dln/vision/region_targets.hpp"

namespace dln {

/** How regions become features of one size. */
enum class RegionPooling {
  max,   ///< `RoiMaxPool`: rounded to whole places
  align  ///< `RoiAlign`: read between them
};

/** The networks of Fast R-CNN, which must live longer than who uses them. */
template <typename T>
struct RegionNetwork {
  Layer<T>& trunk;       ///< images to features, once for all regions
  Layer<T>& body;        ///< a region's features to what both heads read
  Layer<T>& class_head;  ///< to C + 1 scores; the last one is background's
  Layer<T>& box_head;    ///< to 4 C offsets, four for each class
  RegionGrid grid;       ///< of the pooling
  RegionPooling pooling = RegionPooling::max;  ///< how

  /** All parameters, under `trunk`, `body`, `class` and `box`. */
  [[nodiscard]] ParameterList<T> parameters() const;
};

/** Images of a batch, and what proposals of them are to learn. */
template <typename T>
struct RegionBatch {
  Tensor<T> images;          ///< N x C x H x W
  RegionTargets<T> targets;  ///< R regions, with classes and offsets
};

/** Scenes of one size, boxes of each in which there may be an object, and classes. */
struct ProposedScenes {
  std::span<const Scene> scenes;                ///< must live longer
  std::span<const std::vector<Box>> proposals;  ///< a list a scene; must live longer
  std::size_t classes = 1;                      ///< of objects
};

/**
 * Some scenes augmented, each with its proposals, and regions of them to learn from: see
 * `region_targets`.
 * @param from where scenes come from
 * @param images which scenes make the batch
 * @param augmentation what is done to them
 * @param rules how regions are drawn
 * @param random for both
 * @throws Error if there is not a list of proposals a scene
 */
template <typename T>
RegionBatch<T> region_batch(const ProposedScenes& from, const arma::uvec& images,
                            const Augmentation& augmentation, const RegionRules& rules,
                            const Random& random);

/** What a network says of regions. */
template <typename T>
struct RegionAnswers {
  Tensor<T> scores;   ///< R x (C + 1), before the softmax
  Tensor<T> offsets;  ///< R x 4 C
};

/** What the heads say of regions of feature maps that are there already, in test mode. */
template <typename T>
RegionAnswers<T> answers(const RegionNetwork<T>& network, const Tensor<T>& features,
                         const std::vector<Region>& regions);

/** The detections of every scene in its proposals, in test mode, an image at a time. @throws
 * Error if there is not a list of proposals a scene */
template <typename T>
std::vector<Detections> detect(const RegionNetwork<T>& network, const ProposedScenes& in,
                               const RegionRules& rules);

/**
 * Fast R-CNN's loss of two terms, over the R regions of a batch.
 * \f[ L = \frac1R \sum_r L_\text{softmax}(s_r, k_r) \;+\; \lambda \frac1R \sum_{r:\,k_r \text{
 * no background}} \sum_{i=1}^4 \text{smooth}_{L_1}(o_{r,k_r,i} - t_{r,i}). \f]
 *
 * Only regions that learn an object have a second term, and only the four offsets of their
 * class are in it. Both are divided by the number of all regions, so regions of background do
 * not make boxes matter less, nor few objects more. The parts are `class` and `box`, weighted
 * as in the loss; the metric is `accuracy`, of regions.
 *
 * Source: Girshick, Fast R-CNN, 2015; chapter 17.
 */
template <typename T>
class FastRcnn final : public Objective<T> {
 public:
  /** Gives the regions of some images to learn from, drawn by numbers of the stream. */
  using Source = std::function<RegionBatch<T>(const arma::uvec& images, Random& random)>;
  /** Says how well the task is done on images not learnt from. */
  using Validation = std::function<std::vector<NamedNumber>()>;

  /**
   * @param network what learns
   * @param images how many there are to learn from: the examples are images, not regions
   * @param source where regions come from
   * @param box_weight of the second term, lambda
   * @param validation called after every epoch; empty for none
   */
  FastRcnn(const RegionNetwork<T>& network, std::size_t images, Source source,
           double box_weight = 1, Validation validation = {});

  [[nodiscard]] ParameterList<T> parameters() override { return network_.parameters(); }
  [[nodiscard]] std::size_t examples() const override { return images_; }
  BatchLoss backpropagate(const arma::uvec& examples, Pass<T>& pass) override;
  [[nodiscard]] std::vector<NamedNumber> validate() override;

 private:
  RegionNetwork<T> network_;
  std::size_t images_;
  Source source_;
  double box_weight_;
  Validation validation_;
};

}  // namespace dln

/**
 * @file
 * Detection by one look as an objective.
 */
#pragma once

#include "dln/data/augmentation.hpp"
#include "dln/layers/layer.hpp"
#include "dln/train/objective.hpp"
#include "dln/vision/yolo.hpp"

namespace dln {

/** The scenes' images as YOLO's networks take them: N x 3 x H x W in -1/2 ... 1/2. */
template <typename T>
Tensor<T> centred_images(std::span<const Scene> scenes);

/** The detections of a network in each scene, in test mode; a few scenes at a time. @throws
 * Error as `yolo_detections` */
template <typename T>
std::vector<Detections> yolo_detect(const Layer<T>& network, const YoloGrid& grid,
                                    std::span<const Scene> scenes, double min_score,
                                    double suppression);

/**
 * YOLO's loss of a network on scenes, divided by the batch: see `yolo_targets`.
 *
 * Its parts are the five terms, weighted as they are in the loss; its metric is mAP at an IoU
 * of 0.5 on the validation scenes. Every scene is augmented anew each time. All that it is
 * given must live longer.
 */
template <typename T>
class YoloObjective final : public Objective<T> {
 public:
  /**
   * @param network maps N x 3 x H x W to N x (5 B + C) x rows x columns
   * @param grid what its numbers mean
   * @param weights of the terms
   * @param train scenes to learn from, all of the grid's size
   * @param augmentation what is done to them
   * @param validation scenes not to learn from; none: nothing is measured
   */
  YoloObjective(Layer<T>& network, const YoloGrid& grid, const YoloWeights& weights,
                std::span<const Scene> train, const Augmentation& augmentation,
                std::span<const Scene> validation)
      : network_(network),
        grid_(grid),
        weights_(weights),
        train_(train),
        augmentation_(augmentation),
        validation_(validation) {}

  [[nodiscard]] ParameterList<T> parameters() override { return network_.parameters(); }
  [[nodiscard]] std::size_t examples() const override { return train_.size(); }
  BatchLoss backpropagate(const arma::uvec& examples, Pass<T>& pass) override;
  [[nodiscard]] std::vector<NamedNumber> validate() override;

 private:
  Layer<T>& network_;
  YoloGrid grid_;
  YoloWeights weights_;
  std::span<const Scene> train_;
  Augmentation augmentation_;
  std::span<const Scene> validation_;
};

}  // namespace dln

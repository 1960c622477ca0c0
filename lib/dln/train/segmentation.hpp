/**
 * @file
 * The class of every pixel as an objective, for images of one size or of several.
 */
#pragma once

#include "dln/data/augmentation.hpp"
#include "dln/layers/layer.hpp"
#include "dln/losses/class_labels.hpp"
#include "dln/train/objective.hpp"
#include "dln/vision/confusion.hpp"

namespace dln {

/** The colours that scenes are without: three means and three deviations. */
struct ColourScale {
  arma::fvec mean = {0.5F, 0.5F, 0.5F};          ///< of each channel, in 0 ... 1
  arma::fvec deviation = {0.25F, 0.25F, 0.25F};  ///< the standard deviation

  /** Those of some scenes' pixels. @throws Error if there is no scene */
  static ColourScale of(const SceneSet& scenes);
};

/** Images and labels of one batch, all of one size. */
template <typename T>
struct SceneBatch {
  Tensor<T> images;   ///< N x 3 x H x W, less the mean, by the deviation
  arma::uvec labels;  ///< N * H * W classes; ignored where an image was made larger
};

/**
 * Scenes as a batch: each is enlarged at its right and lower sides by repeating its last
 * pixels, to the greatest height and width of all, rounded up to a multiple.
 * @param scenes at least one; where one has no label map, its labels are ignored
 * @param scale taken off the colours
 * @param multiple what a network's sides have to be a multiple of
 * @throws Error if there is no scene, or the multiple is 0
 */
template <typename T>
SceneBatch<T> scene_batch(std::span<const Scene> scenes, const ColourScale& scale,
                          std::size_t multiple);

/**
 * The class of every pixel of an image of any size.
 * @param network maps N x 3 x H x W to N x classes x H x W, for sides that are such multiples
 * @return height * width classes of the image, row by row
 */
template <typename T>
arma::uvec segment(const Layer<T>& network, const Scene& scene, const ColourScale& scale,
                   std::size_t multiple);

/** Segments every scene, and counts what was taken for what. @throws Error without labels */
template <typename T>
ConfusionMatrix confusion_of(const Layer<T>& network, const SceneSet& scenes,
                             const ColourScale& scale, std::size_t multiple);

/** How a segmentation is learnt. */
struct SegmentationOptions {
  Augmentation augmentation = {};  ///< of the scenes, anew each time they are seen
  ColourScale scale = {};          ///< taken off the colours
  std::size_t multiple = 1;        ///< see `scene_batch`
};

/**
 * The mean loss of a network's scores for every pixel. Its metric is the pixel accuracy while
 * learning; validation gives `mean_iou` and `pixel_accuracy`. All that it is given must live
 * longer.
 *
 * Source: Long, Shelhamer and Darrell 2015; chapter 20.
 * @tparam T float or double
 */
template <typename T>
class Segmentation final : public Objective<T> {
 public:
  /**
   * @param network maps N x 3 x H x W to N x classes x H x W
   * @param loss compares scores and labels, pixel by pixel
   * @param train the scenes to learn from, with label maps
   * @param validation scenes not to learn from; null for none
   * @param options how
   */
  Segmentation(Layer<T>& network, const ClassLoss<T>& loss, const SceneSet& train,
               const SceneSet* validation, SegmentationOptions options)
      : network_(network),
        loss_(loss),
        train_(train),
        validation_(validation),
        options_(std::move(options)) {}

  [[nodiscard]] ParameterList<T> parameters() override { return network_.parameters(); }
  [[nodiscard]] std::size_t examples() const override { return train_.size(); }
  BatchLoss backpropagate(const arma::uvec& examples, Pass<T>& pass) override;
  [[nodiscard]] std::vector<NamedNumber> validate() override;

 private:
  Layer<T>& network_;
  const ClassLoss<T>& loss_;
  const SceneSet& train_;
  const SceneSet* validation_;
  SegmentationOptions options_;
};

/**
 * Weights by which rare classes count more: (1 / ln(1.02 + share))^power, divided by their mean
 * over the pixels, so that the loss keeps its size. Classes that do not occur weigh 0.
 * @param scenes whose pixels are counted
 * @param power 1 as published; less for weights that are nearer to each other, 0 for equal ones
 *
 * Source: Paszke, Chaurasia, Kim and Culurciello 2016, ENet.
 */
arma::fvec class_weights(const SceneSet& scenes, double power = 1);

/** The share of each class among all scored pixels. */
arma::vec class_shares(const SceneSet& scenes);

}  // namespace dln

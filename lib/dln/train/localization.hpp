/**
 * @file
 * One object an image: what it is, and where.
 */
#pragma once

#include <functional>

#include "dln/data/scene.hpp"
#include "dln/layers/layer.hpp"
#include "dln/losses/class_labels.hpp"
#include "dln/losses/weighted_numbers.hpp"
#include "dln/train/objective.hpp"

namespace dln {

/** Images of one object each, or the features of such images, with the classes and boxes. */
template <typename T>
struct LocatedObjects {
  Tensor<T> x;  ///< N x C x H x W
  arma::uvec
      labels;  ///< N classes; `ignored_label` where nothing is to be seen, which is not scored
  Tensor<T> boxes;  ///< N x 4 x 1 x 1: centre x and y, width and height, as shares of the
                    ///< image's width and height

  /** Examples picked by index. @throws Error if an index is not below N */
  [[nodiscard]] LocatedObjects pick(const arma::uvec& indices) const;
};

/** The scenes' images in 0 ... 1, and the first object of each. @throws Error if their sizes
 * differ */
template <typename T>
LocatedObjects<T> located_objects(std::span<const Scene> scenes);

/** Four shares, centre and size, as a box in an image of width x height pixels. */
template <typename T>
Box box_of_shares(const T* shares, double width, double height);

/** A network with two heads. All three must live longer than who uses them. */
template <typename T>
struct TwoHeads {
  Layer<T>& trunk;       ///< N x C x H x W to features
  Layer<T>& class_head;  ///< features to N x classes scores
  Layer<T>& box_head;    ///< features to N x 4 shares, for objects of any class, or N x 4
                         ///< classes, four for each

  /** All parameters, under `trunk`, `class` and `box`. */
  [[nodiscard]] ParameterList<T> parameters() const;
};

/** What a network says of images. */
template <typename T>
struct Located {
  Tensor<T> scores;    ///< N x classes
  arma::uvec classes;  ///< N: that of the highest score
  Tensor<T> boxes;  ///< N x 4 shares: of a head with four for each class, those of that class
};

/** What a network says, in test mode. @throws Error if the box head has neither 4 numbers nor 4
 * a class */
template <typename T>
Located<T> locate(const TwoHeads<T>& network, const Tensor<T>& x);

/** The IoU of each located box with the true one. @throws Error if their numbers differ */
template <typename T>
arma::vec overlaps(const Located<T>& located, const LocatedObjects<T>& truth);

/**
 * Classification and box regression with one trunk.
 *
 * The loss is
 * \f[ L = \lambda_\text{class} \frac1N \sum_n L_\text{softmax}(s_n, k_n)
 *       + \lambda_\text{box} \frac1N \sum_n \sum_{i=1}^4 \ell(b_{n,i} - t_{n,i}), \f]
 * over the N objects of the batch. A head with four numbers for each class learns those of the
 * object's class.
 *
 * Its parts are `class` and `box`, weighted as they are in the loss. A weight of 0 leaves a
 * head out: it does not run. The metrics are `mean IoU` and `accuracy`. Source: chapter 15.
 */
template <typename T>
class Localization final : public Objective<T> {
 public:
  /** Gives some examples to learn from: fixed ones, or augmented anew each time by numbers of
   * the stream. */
  using Source = std::function<LocatedObjects<T>(const arma::uvec& examples, Random& random)>;

  /** The weights of the two losses. */
  struct Weights {
    double classes = 1;  ///< of the classes' loss
    double boxes = 10;   ///< of the boxes'; shares are small numbers
  };

  /**
   * @param network what learns
   * @param box_loss compares shares: `SquaredError`, or `SmoothL1` with a beta that is a share
   * @param count how many examples there are
   * @param source where they come from
   * @param validation examples not to learn from; null for none
   * @param weights of the losses
   */
  Localization(const TwoHeads<T>& network, const NumberLoss<T>& box_loss, std::size_t count,
               Source source, const LocatedObjects<T>* validation, const Weights& weights);

  [[nodiscard]] ParameterList<T> parameters() override { return network_.parameters(); }
  [[nodiscard]] std::size_t examples() const override { return count_; }
  BatchLoss backpropagate(const arma::uvec& examples, Pass<T>& pass) override;
  [[nodiscard]] std::vector<NamedNumber> validate() override;

 private:
  TwoHeads<T> network_;
  const NumberLoss<T>& box_loss_;
  std::size_t count_;
  Source source_;
  const LocatedObjects<T>* validation_;
  Weights weights_;
};

}  // namespace dln

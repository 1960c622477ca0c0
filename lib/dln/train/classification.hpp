/**
 * @file
 * Plain classification as an objective.
 */
#pragma once

#include <functional>

#include "dln/data/dataset.hpp"
#include "dln/layers/layer.hpp"
#include "dln/losses/class_labels.hpp"
#include "dln/regularizers/regularizers.hpp"
#include "dln/train/objective.hpp"

namespace dln {

/**
 * The mean loss of a network's scores for labelled images, plus a penalty on its weights.
 *
 * Its parts are `data` and, with a regularizer, `penalty`; its metric is `accuracy`, on the
 * images learnt from while learning, and on the validation images afterwards. All that it is
 * given must live longer.
 * @tparam T float or double
 */
template <typename T>
class Classification final : public Objective<T> {
 public:
  /**
   * @param network maps images to scores, one a class
   * @param loss compares scores and labels
   * @param train the images to learn from
   * @param validation images not to learn from; null for none
   * @param regularizer penalizes the network's weights; null for none
   */
  Classification(Layer<T>& network, const ClassLoss<T>& loss, const Dataset<T>& train,
                 const Dataset<T>* validation = nullptr,
                 const Regularizer<T>* regularizer = nullptr)
      : network_(network),
        loss_(loss),
        train_(train),
        validation_(validation),
        regularizer_(regularizer) {}

  /** What is done to a batch of images before the network sees it; see `augmented`. */
  using Change = std::function<Tensor<T>(Tensor<T> images, const Random& random)>;
  /** From now on every batch that is learnt from is changed at random. Validation images are
   * not. */
  void change_batches(Change change) { change_ = std::move(change); }

  [[nodiscard]] ParameterList<T> parameters() override { return network_.parameters(); }
  [[nodiscard]] std::size_t examples() const override { return train_.size(); }
  BatchLoss backpropagate(const arma::uvec& examples, Pass<T>& pass) override;
  [[nodiscard]] std::vector<NamedNumber> validate() override;
  [[nodiscard]] Task task() override;
  [[nodiscard]] std::vector<Activity> activity() override;

 private:
  Layer<T>& network_;
  const ClassLoss<T>& loss_;
  const Dataset<T>& train_;
  const Dataset<T>* validation_;
  const Regularizer<T>* regularizer_;
  Change change_;
};

}  // namespace dln

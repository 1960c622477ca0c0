/**
 * @file
 * Which class was taken for which, and the measures of segmentation that follow from it.
 */
#pragma once

#include <armadillo>

namespace dln {

/**
 * Counts of positions by what they are (rows) and what they were taken for (columns), pooled
 * over as many images as are added. Positions with `ignored_label` are not counted.
 *
 * A measure is taken over the classes that occur; NaN where none does.
 */
class ConfusionMatrix {
 public:
  /** All counts are zero. @param classes how many there are; throws Error if none */
  explicit ConfusionMatrix(std::size_t classes);

  /**
   * Adds the positions of an image or a batch.
   * @param found a class for each
   * @param labels what each is, or `ignored_label`
   * @throws Error if their numbers differ, or a class is none
   */
  void add(const arma::uvec& found, const arma::uvec& labels);

  /** Rows: what a position is; columns: what it was taken for. */
  [[nodiscard]] const arma::mat& counts() const { return counts_; }
  /** The share of all positions that are correct. */
  [[nodiscard]] double pixel_accuracy() const;
  /** Of each class, the share of its positions that are correct; NaN if it does not occur. */
  [[nodiscard]] arma::vec class_accuracy() const;
  /** The mean of `class_accuracy`. */
  [[nodiscard]] double mean_accuracy() const;
  /**
   * The intersection over union of each class: correct positions by those that are the class or
   * were taken for it; NaN where there are none. Source: Everingham and others 2010.
   */
  [[nodiscard]] arma::vec class_iou() const;
  /** The mean of `class_iou`. */
  [[nodiscard]] double mean_iou() const;

 private:
  arma::mat counts_;
};

}  // namespace dln

/**
 * @file
 * Labelled images, and ways to divide them.
 */
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dln/core/random.hpp"
#include "dln/core/tensor.hpp"

namespace dln {

/**
 * Labelled examples.
 * @tparam T float or double
 */
template <typename T>
struct Dataset {
  std::string name;   ///< what it is called in tables: `MNIST`, `glyph digits`
  Tensor<T> images;   ///< N x C x H x W; pixels in 0 ... 1 as loaded
  arma::uvec labels;  ///< N correct classes
  std::vector<std::string> class_names;  ///< one a class

  /** How many examples. @return N */
  [[nodiscard]] std::size_t size() const { return labels.n_elem; }
  /** How many classes. @return C */
  [[nodiscard]] std::size_t classes() const { return class_names.size(); }
  /** Examples picked by index. @param indices each below N @return a data set of those @throws
   * Error if one is not */
  [[nodiscard]] Dataset pick(const arma::uvec& indices) const;
};

/** Training images with test images from the same source. @tparam T float or double */
template <typename T>
struct TrainTest {
  Dataset<T> train;  ///< to learn from, and to choose settings on a part of
  Dataset<T> test;   ///< to be looked at once, at the end
};

/**
 * Divides a data set at random in two.
 * @param data what to divide
 * @param second how many examples the second part gets
 * @param random decides which
 * @return the first part and the second
 * @throws Error if `second` is not below the number of examples
 */
template <typename T>
std::pair<Dataset<T>, Dataset<T>> split(const Dataset<T>& data, std::size_t second,
                                        Random random);

/**
 * The indices of one epoch's mini-batches: every example once, in random order; the last may be
 * smaller.
 * @param examples how many examples
 * @param batch_size how many a batch, at least 1
 * @param random decides the order
 * @return the batches
 * @throws Error if the batch size is 0
 */
std::vector<arma::uvec> shuffled_batches(std::size_t examples, std::size_t batch_size,
                                         Random random);

/**
 * The mean image. Compute it from the training images only, and subtract it from all: a test
 * image must not tell anything before its turn.
 * @param images N x C x H x W, N at least 1
 * @return 1 x C x H x W
 * @throws Error if there is no image
 */
template <typename T>
Tensor<T> mean_image(const Tensor<T>& images);

/**
 * Takes the mean image from every image.
 * @param images N x C x H x W, changed in place
 * @param mean 1 x C x H x W
 * @throws Error if the features differ
 */
template <typename T>
void subtract_mean(Tensor<T>& images, const Tensor<T>& mean);

}  // namespace dln

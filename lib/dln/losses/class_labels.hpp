/**
 * @file
 * Targets that are classes: one an example, or one a pixel.
 */
#pragma once

#include <algorithm>
#include <limits>

#include "dln/core/threads.hpp"
#include "dln/losses/loss.hpp"

namespace dln {

/** The label of what is not scored: the outline of an object, an anchor that is neither object
 * nor background. */
inline constexpr arma::uword ignored_label = std::numeric_limits<arma::uword>::max();

/**
 * A loss of scores N x C x H x W against the correct class, below C, of each of the N * H * W
 * positions.
 *
 * Labels are in the order of the tensor N x 1 x H x W. Plain classification has one position an
 * example.
 */
template <typename T>
using ClassLoss = Loss<T, arma::uvec>;

/**
 * Checks that every position of the scores has a label, below C or ignored.
 * @throws Error if not, in the name of `loss`
 */
template <typename T>
void expect_labels(const std::string& loss, const Tensor<T>& scores, const arma::uvec& labels);

/**
 * Calls `body(label, s, out)` for every position that is scored: `s` is the column of its C
 * scores, `out` the column of its K results.
 *
 * The scores of a position stand H * W apart, often a power of two, at which they push each
 * other out of the caches. So some positions at a time are gathered into columns.
 * @param result N x K x H x W of zeros, for any K
 */
template <typename T, typename Body>
void for_each_scored(const Tensor<T>& scores, const arma::uvec& labels, Tensor<T>& result,
                     const Body& body) {
  const std::size_t classes = scores.shape().channels, results = result.shape().channels;
  const std::size_t pixels = scores.shape().height * scores.shape().width;
  constexpr std::size_t block = 64;
  // About 10 ns a score: below 20 us a thread is not worth waking.
  parallel_ranges(labels.n_elem, 2000 / classes + 1, [&](std::size_t begin, std::size_t end) {
    arma::Mat<T> from(classes, block), to(results, block);
    for (std::size_t i = begin, count = 0; i < end; i += count) {
      const std::size_t example = i / pixels, pixel = i % pixels;
      count = std::min({block, end - i, pixels - pixel});
      const T* s = scores.data() + example * classes * pixels + pixel;
      T* r = result.data() + example * results * pixels + pixel;
      for (std::size_t c = 0; c < classes; ++c)
        for (std::size_t k = 0; k < count; ++k) from(c, k) = s[c * pixels + k];
      to.zeros();
      for (std::size_t k = 0; k < count; ++k)
        if (labels[i + k] != ignored_label) body(labels[i + k], from.col(k), to.col(k));
      for (std::size_t c = 0; c < results; ++c)
        for (std::size_t k = 0; k < count; ++k) r[c * pixels + k] = to(c, k);
    }
  });
}

}  // namespace dln

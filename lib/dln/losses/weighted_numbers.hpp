/**
 * @file
 * Targets that are numbers, each with a weight.
 */
#pragma once

#include "dln/core/threads.hpp"
#include "dln/losses/loss.hpp"

namespace dln {

/**
 * Numbers to be met by the scores one by one: a box's offsets, an object's presence.
 * @tparam T float or double
 */
template <typename T>
struct WeightedNumbers {
  Tensor<T> values;  ///< of the shape of the scores
  Tensor<T> weights =
      {};  ///< of the same shape, at least 0, where 0 leaves a number out; empty: all are 1
};

/** A loss of scores of any shape against one number each. */
template <typename T>
using NumberLoss = Loss<T, WeightedNumbers<T>>;

/**
 * Checks that every score has a number and a weight of at least 0.
 * @throws Error if not, in the name of `loss`
 */
template <typename T>
void expect_numbers(const std::string& loss, const Tensor<T>& scores,
                    const WeightedNumbers<T>& target);

/** The sum of a target's weights. */
template <typename T>
double total_weight(const WeightedNumbers<T>& target);

/**
 * factor * weight * f(score, value) for every score, and 0 where the weight is 0, whatever the
 * values are there.
 * @throws Error if the target does not fit the scores, in the name of `loss`
 */
template <typename T, typename Function>
Tensor<T> for_each_number(const std::string& loss, const Tensor<T>& scores,
                          const WeightedNumbers<T>& target, double factor, const Function& f) {
  expect_numbers(loss, scores, target);
  Tensor<T> result(scores.shape());
  const T *s = scores.data(), *t = target.values.data(), *weight = target.weights.data();
  T* r = result.data();
  const bool weighted = target.weights.size() > 0;
  parallel_ranges(scores.size(), 8192,
                  [&, factor = static_cast<T>(factor)](std::size_t begin, std::size_t end) {
                    if (weighted)
                      for (std::size_t i = begin; i < end; ++i)
                        r[i] = weight[i] == T(0) ? T(0) : factor * weight[i] * f(s[i], t[i]);
                    else
                      for (std::size_t i = begin; i < end; ++i) r[i] = factor * f(s[i], t[i]);
                  });
  return result;
}

}  // namespace dln

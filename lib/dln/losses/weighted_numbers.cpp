#include "dln/losses/weighted_numbers.hpp"

#include <fmt/format.h>

#include <cmath>

#include "dln/core/error.hpp"

namespace dln {

template <typename T>
void expect_numbers(const std::string& loss, const Tensor<T>& scores,
                    const WeightedNumbers<T>& target) {
  const auto& [values, weights] = target;
  if (values.shape() != scores.shape())
    throw Error(loss, "a target of shape " + to_string(scores.shape()),
                to_string(values.shape()));
  if (weights.size() == 0) return;
  if (weights.shape() != scores.shape())
    throw Error(loss, "weights of shape " + to_string(scores.shape()),
                to_string(weights.shape()));
  for (const T weight : weights.values())
    if (!(weight >= T(0) && std::isfinite(weight)))
      throw Error(loss, "weights of at least 0", fmt::format("{}", weight));
}

template <typename T>
double total_weight(const WeightedNumbers<T>& target) {
  return target.weights.size() == 0 ? static_cast<double>(target.values.size())
                                    : sum(target.weights);
}

template void expect_numbers(const std::string&, const Tensor<float>&,
                             const WeightedNumbers<float>&);
template void expect_numbers(const std::string&, const Tensor<double>&,
                             const WeightedNumbers<double>&);
template double total_weight(const WeightedNumbers<float>&);
template double total_weight(const WeightedNumbers<double>&);

}  // namespace dln

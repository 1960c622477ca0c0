/**
 * @file
 * Sums over many numbers that have the same bits for any number of threads.
 */
#pragma once

#include <algorithm>
#include <vector>

#include "dln/core/tensor.hpp"
#include "dln/core/threads.hpp"

namespace dln {

/** The sum of term(i) for i = begin ... end - 1, in eight partial sums, which is one vector
 * register or two. */
template <typename Term>
double sum_of_range(std::size_t begin, std::size_t end, const Term& term) {
  constexpr std::size_t lanes = 8;
  double partial[lanes] = {};
  std::size_t i = begin;
  for (; i + lanes <= end; i += lanes)
    for (std::size_t lane = 0; lane < lanes; ++lane)
      partial[lane] += static_cast<double>(term(i + lane));
  for (; i < end; ++i) partial[0] += static_cast<double>(term(i));
  double sum = 0;
  for (const double one : partial) sum += one;
  return sum;
}

/** The sum of term(i) for i = 0 ... count - 1: the threads add blocks of fixed size, which are
 * added in their order. */
template <typename Term>
double sum_in_blocks(std::size_t count, const Term& term) {
  constexpr std::size_t block = 4096;
  std::vector<double> sums((count + block - 1) / block);
  parallel_ranges(sums.size(), 8, [&](std::size_t first, std::size_t last) {
    for (std::size_t b = first; b < last; ++b)
      sums[b] = sum_of_range(b * block, std::min((b + 1) * block, count), term);
  });
  double sum = 0;
  for (const double one : sums) sum += one;
  return sum;
}

/** The sum of a tensor's numbers. */
template <typename T>
double sum(const Tensor<T>& x) {
  return sum_in_blocks(x.size(), [x = x.data()](std::size_t i) { return x[i]; });
}

/** The sum of their squares. */
template <typename T>
double squared_norm(const Tensor<T>& x) {
  return sum_in_blocks(x.size(), [x = x.data()](std::size_t i) {
    const auto value = static_cast<double>(x[i]);
    return value * value;
  });
}

}  // namespace dln

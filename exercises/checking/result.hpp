/**
 * @file
 * What an answer gives, in a form in which any two results can be compared and shown.
 */
#pragma once

#include <armadillo>
#include <array>
#include <concepts>
#include <string>
#include <vector>

#include "dln/core/tensor.hpp"

namespace exercise {

/** A result taken apart: a number, a vector, a matrix, an image (rows x columns x channels), a
 * tensor or a text. */
struct Result {
  std::vector<arma::uword> sizes =
      {};                  ///< rows, columns, channels; none for a single number or a text
  arma::vec numbers = {};  ///< in the order of memory, rows fastest
  std::string text =
      {};  ///< a choice, or in place of numbers the error that the answer ended with
};

/** A number. @param value any @return it as a result */
template <typename Number>
requires std::is_arithmetic_v<Number> Result result(Number value) {
  return {{}, {static_cast<double>(value)}};
}
/** A text. @param text any @return it as a result */
Result result(const std::string& text);
/** A matrix or a vector. @param matrix any @return it as a result */
Result result(const arma::mat& matrix);
/** Places or classes. @param places any @return them as a result */
Result result(const arma::uvec& places);
/** An image. @param image indexed (row, column, channel) @return it as a result */
Result result(const arma::cube& image);
/** A tensor. @param tensor any @return it as a result */
Result result(const dln::Tensor<double>& tensor);
/** Filters. @param images all of one size @return them as a result */
Result result(const std::vector<arma::cube>& images);
/** Several numbers. @param numbers any @return them as a result */
Result result(const std::vector<double>& numbers);
/** Several numbers. @param numbers any @return them as a result */
template <std::size_t count>
Result result(const std::array<double, count>& numbers) {
  return result(std::vector<double>(numbers.begin(), numbers.end()));
}

/**
 * Whether two results are the same up to rounding: a part in 10^9 of the larger one's largest
 * number.
 * @param a one @param b the other @return true if so; not-a-number is the same as itself
 */
bool same(const Result& a, const Result& b);

/** The sizes in words. @param result any @return as in `3 x 2` */
std::string sizes(const Result& result);

/** A number, in as many digits as it needs. @param value any @return the text */
std::string show(double value);

/**
 * A result as text, indented below a heading where it is a matrix. A large one is shown around
 * where it differs.
 * @param result what to show
 * @param other what it is compared with, if anything
 * @return the text
 */
std::string show(const Result& result, const Result* other = nullptr);

}  // namespace exercise

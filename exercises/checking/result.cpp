#include "checking/result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "checking/images.hpp"

namespace exercise {
namespace {

constexpr arma::uword max_rows = 16, max_columns = 12, max_channels = 4;

bool same(double a, double b, double tolerance) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return a == b || std::abs(a - b) <= tolerance;
}

double largest(const arma::vec& numbers) {
  double size = 1e-12;
  for (const double number : numbers)
    if (std::isfinite(number)) size = std::max(size, std::abs(number));
  return size;
}

arma::uword extent(const Result& result, std::size_t axis) {
  return axis < result.sizes.size() ? result.sizes[axis] : 1;
}

// Where two results of one size differ first, by the place in memory; 0 if nowhere.
arma::uword first_difference(const Result& a, const Result& b) {
  if (a.sizes != b.sizes) return 0;
  const double tolerance = 1e-9 * std::max(largest(a.numbers), largest(b.numbers));
  for (arma::uword i = 0; i < a.numbers.n_elem; ++i)
    if (!same(a.numbers[i], b.numbers[i], tolerance)) return i;
  return 0;
}

// The part of an axis to be shown: all of it, or as much as fits around a place.
std::pair<arma::uword, arma::uword> window(arma::uword length, arma::uword most,
                                           arma::uword around) {
  if (length <= most) return {0, length};
  const arma::uword first = std::min(around - std::min(around, most / 2), length - most);
  return {first, first + most};
}

std::string show_matrix(const arma::mat& m, arma::uword row, arma::uword column) {
  const auto [top, bottom] = window(m.n_rows, max_rows, row);
  const auto [left, right] = window(m.n_cols, max_columns, column);
  std::string text;
  if (bottom - top < m.n_rows || right - left < m.n_cols)
    text = fmt::format("  (rows {} to {}, columns {} to {} of {} x {})", top, bottom - 1, left,
                       right - 1, m.n_rows, m.n_cols);
  for (arma::uword r = top; r < bottom; ++r) {
    text += "\n    ";
    for (arma::uword c = left; c < right; ++c) text += fmt::format(" {:>8}", show(m(r, c)));
  }
  return text;
}

}  // namespace

Result result(const std::string& text) { return {{}, {}, text}; }
Result result(const arma::mat& m) { return {{m.n_rows, m.n_cols}, arma::vectorise(m)}; }
Result result(const arma::uvec& places) {
  return result(arma::mat(arma::conv_to<arma::vec>::from(places)));
}
Result result(const arma::cube& x) {
  return {{x.n_rows, x.n_cols, x.n_slices}, arma::vectorise(x)};
}
Result result(const std::vector<double>& numbers) {
  return result(arma::mat(arma::vec(numbers)));
}

Result result(const dln::Tensor<double>& tensor) {
  const dln::Shape& shape = tensor.shape();
  std::vector<arma::cube> images;
  for (std::size_t n = 0; n < shape.examples; ++n) images.push_back(image(tensor, n));
  return result(images);
}

Result result(const std::vector<arma::cube>& images) {
  Result all{{0, 0, 0, images.size()}, {}};
  for (const arma::cube& image : images) {
    all.sizes = {image.n_rows, image.n_cols, image.n_slices, images.size()};
    all.numbers = arma::join_cols(all.numbers, arma::vectorise(image));
  }
  return all;
}

bool same(const Result& a, const Result& b) {
  if (a.sizes != b.sizes || a.text != b.text || a.numbers.n_elem != b.numbers.n_elem)
    return false;
  const double tolerance = 1e-9 * std::max(largest(a.numbers), largest(b.numbers));
  return std::ranges::equal(a.numbers, b.numbers,
                            [&](double x, double y) { return same(x, y, tolerance); });
}

std::string sizes(const Result& result) {
  if (result.sizes.empty()) return "a single number";
  return fmt::format("{}", fmt::join(result.sizes, " x "));
}

std::string show(double value) {
  return std::isnan(value) ? "nan" : fmt::format("{:.5g}", value == 0 ? 0.0 : value);
}

std::string show(const Result& result, const Result* other) {
  if (!result.text.empty()) return result.text;
  if (result.sizes.empty()) return fmt::format("{:.9g}", result.numbers[0]);
  if (result.numbers.is_empty()) return "nothing: " + sizes(result);
  const arma::uword rows = extent(result, 0), columns = extent(result, 1);
  const arma::uword channels = result.numbers.n_elem / (rows * columns);
  const arma::uword place = other == nullptr ? 0 : first_difference(result, *other);
  if (result.sizes.size() <= 2 && columns == 1 && rows <= max_columns) {
    std::string text;
    for (const double number : result.numbers)
      text += (text.empty() ? "" : "  ") + show(number);
    return text;
  }
  const auto [first, last] = window(channels, max_channels, place / (rows * columns));
  std::string text;
  for (arma::uword c = first; c < last; ++c) {
    if (channels > 1) text += fmt::format("\n    channel {} of {}", c, channels);
    const arma::mat channel = arma::reshape(
        result.numbers.subvec(c * rows * columns, (c + 1) * rows * columns - 1), rows, columns);
    text += show_matrix(channel, place % rows, place / rows % columns);
  }
  return text;
}

}  // namespace exercise

#include "dln/vision/smoothing.hpp"

#include <cmath>

#include "dln/core/error.hpp"

namespace dln {
namespace {

// The pixel that a place outside mirrors: d c b a | a b c d | d c b a.
std::size_t mirrored(std::ptrdiff_t place, std::ptrdiff_t size) {
  const std::ptrdiff_t period = 2 * size;
  const std::ptrdiff_t within = ((place % period) + period) % period;
  return static_cast<std::size_t>(within < size ? within : period - 1 - within);
}

// One column for every place: the sum of the columns around it, weighted.
arma::mat along_columns(const arma::mat& plane, const arma::vec& weights) {
  const auto reach = static_cast<std::ptrdiff_t>(weights.n_elem / 2);
  const auto size = static_cast<std::ptrdiff_t>(plane.n_cols);
  arma::mat result(arma::size(plane));
  for (std::ptrdiff_t column = 0; column < size; ++column)
    for (std::ptrdiff_t k = -reach; k <= reach; ++k)
      result.col(static_cast<arma::uword>(column)) +=
          weights[static_cast<arma::uword>(k + reach)] * plane.col(mirrored(column + k, size));
  return result;
}

}  // namespace

arma::cube smoothed(const arma::cube& image, double sigma) {
  if (image.is_empty() || !(sigma >= 0))
    throw Error("smoothed", "an image, and a sigma of at least 0", std::to_string(sigma));
  const double reach = std::floor(4 * sigma + 0.5);
  if (reach == 0) return image;
  arma::vec weights =
      arma::exp(-arma::square(arma::regspace(-reach, reach)) / (2 * sigma * sigma));
  weights /= arma::accu(weights);
  arma::cube result(arma::size(image));
  for (arma::uword channel = 0; channel < image.n_slices; ++channel) {
    const arma::mat rows = along_columns(image.slice(channel), weights);
    result.slice(channel) = along_columns(rows.t(), weights).t();
  }
  return result;
}

}  // namespace dln

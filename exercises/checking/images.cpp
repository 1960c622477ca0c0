#include "checking/images.hpp"

#include <cmath>

#include "dln/conv/im2col.hpp"
#include "dln/conv/naive.hpp"
#include "dln/core/random.hpp"

namespace exercise {
namespace {

dln::conv::Geometry geometry(const arma::cube& x, arma::uword filters, arma::uword kernel_height,
                             arma::uword kernel_width, arma::uword stride, arma::uword padding) {
  dln::conv::Geometry g = dln::conv::square(x.n_slices, filters, 1, 1, stride, padding);
  g.height = x.n_cols;
  g.width = x.n_rows;
  g.kernel_height = kernel_height;
  g.kernel_width = kernel_width;
  return g;
}

}  // namespace

arma::cube sample(arma::uword width, arma::uword height, arma::uword channels, std::uint64_t seed) {
  arma::cube image(width, height, channels);
  dln::Random random(seed);
  image.imbue([&] { return std::round(4 * random.normal()) + 0.0; });
  return image;
}

arma::cube convolution(const arma::cube& x, const Filters& filters, const arma::vec& bias, arma::uword stride,
                       arma::uword padding) {
  const arma::cube& first = filters.front();
  const auto g = geometry(x, filters.size(), first.n_cols, first.n_rows, stride, padding);
  dln::Tensor<double> weight({filters.size(), first.n_slices, first.n_cols, first.n_rows});
  for (arma::uword k = 0; k < filters.size(); ++k) weight.image(k) = filters[k];
  arma::cube y(dln::conv::output_width(g), dln::conv::output_height(g), filters.size());
  dln::conv::naive::forward(g, 1, x.memptr(), weight.data(), bias.memptr(), y.memptr());
  return y;
}

arma::mat patches(const arma::cube& x, arma::uword kernel_height, arma::uword kernel_width, arma::uword stride,
                  arma::uword padding) {
  const auto g = geometry(x, 1, kernel_height, kernel_width, stride, padding);
  arma::mat columns(dln::conv::output_height(g) * dln::conv::output_width(g),
                    x.n_slices * kernel_height * kernel_width);
  dln::conv::im2col::patches_to_columns(g, x.memptr(), columns.memptr());
  return columns.t();
}

arma::cube transposed(const arma::cube& image) {
  arma::cube result(image.n_cols, image.n_rows, image.n_slices);
  for (arma::uword c = 0; c < image.n_slices; ++c) result.slice(c) = image.slice(c).t();
  return result;
}

arma::cube turned(const arma::cube& image) {
  arma::cube result(arma::size(image));
  for (arma::uword c = 0; c < image.n_slices; ++c) result.slice(c) = arma::fliplr(arma::flipud(image.slice(c)));
  return result;
}

Filters each(const Filters& filters, arma::cube (*change)(const arma::cube&)) {
  Filters result;
  for (const arma::cube& filter : filters) result.push_back(change(filter));
  return result;
}

arma::cube padded(const arma::cube& x, arma::uword left, arma::uword top, arma::uword right, arma::uword bottom) {
  arma::cube result(left + x.n_rows + right, top + x.n_cols + bottom, x.n_slices);
  result.subcube(left, top, 0, arma::size(x)) = x;
  return result;
}

}  // namespace exercise

#include "checking/images.hpp"

#include <cmath>

#include "dln/conv/im2col.hpp"
#include "dln/conv/naive.hpp"
#include "dln/core/random.hpp"

namespace exercise {
namespace {

dln::conv::Geometry geometry(const arma::cube& x, arma::uword filters,
                             arma::uword kernel_height, arma::uword kernel_width,
                             arma::uword stride, arma::uword padding) {
  dln::conv::Geometry g = dln::conv::square(x.n_slices, filters, 1, 1, stride, padding);
  g.height = x.n_rows;
  g.width = x.n_cols;
  g.kernel_height = kernel_height;
  g.kernel_width = kernel_width;
  return g;
}

}  // namespace

arma::cube sample(arma::uword height, arma::uword width, arma::uword channels,
                  std::uint64_t seed) {
  arma::cube image(height, width, channels);
  dln::Random random(seed);
  image.imbue([&] { return std::round(4 * random.normal()) + 0.0; });
  return image;
}

dln::Tensor<double> tensor(const arma::cube& image) {
  dln::Tensor<double> result({1, image.n_slices, image.n_rows, image.n_cols});
  for (arma::uword c = 0; c < image.n_slices; ++c)
    result.image(0).slice(c) = image.slice(c).t();
  return result;
}

arma::cube image(const dln::Tensor<double>& tensor, std::size_t example) {
  const dln::Shape& shape = tensor.shape();
  arma::cube result(shape.height, shape.width, shape.channels);
  for (arma::uword c = 0; c < shape.channels; ++c)
    result.slice(c) = tensor.image(example).slice(c).t();
  return result;
}

arma::cube convolution(const arma::cube& x, const Filters& filters, const arma::vec& bias,
                       arma::uword stride, arma::uword padding) {
  const arma::cube& first = filters.front();
  const auto g = geometry(x, filters.size(), first.n_rows, first.n_cols, stride, padding);
  dln::Tensor<double> weight({filters.size(), first.n_slices, first.n_rows, first.n_cols});
  for (arma::uword k = 0; k < filters.size(); ++k)
    for (arma::uword c = 0; c < first.n_slices; ++c)
      weight.image(k).slice(c) = filters[k].slice(c).t();
  dln::Tensor<double> y(
      {1, filters.size(), dln::conv::output_height(g), dln::conv::output_width(g)});
  dln::conv::naive::forward(g, 1, tensor(x).data(), weight.data(), bias.memptr(), y.data());
  return image(y);
}

arma::mat patches(const arma::cube& x, arma::uword kernel_height, arma::uword kernel_width,
                  arma::uword stride, arma::uword padding) {
  const auto g = geometry(x, 1, kernel_height, kernel_width, stride, padding);
  arma::mat columns(dln::conv::output_height(g) * dln::conv::output_width(g),
                    x.n_slices * kernel_height * kernel_width);
  dln::conv::im2col::patches_to_columns(g, tensor(x).data(), columns.memptr());
  return columns.t();
}

}  // namespace exercise

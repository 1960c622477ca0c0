/**
 * @file
 * Images for the checks: cubes indexed (row, column, channel), as in every exercise.
 */
#pragma once

#include <armadillo>
#include <vector>

#include "dln/core/tensor.hpp"

namespace exercise {

/** Filters, each a cube indexed (row, column, channel). */
using Filters = std::vector<arma::cube>;

/** An image of small whole numbers, always the same for the same seed. */
arma::cube sample(arma::uword height, arma::uword width, arma::uword channels,
                  std::uint64_t seed);

/** The library's tensor of one image. */
dln::Tensor<double> tensor(const arma::cube& image);

/** The image of a tensor's example. */
arma::cube image(const dln::Tensor<double>& tensor, std::size_t example = 0);

/** The library's convolution of one image; `bias` has a number a filter. */
arma::cube convolution(const arma::cube& x, const Filters& filters, const arma::vec& bias,
                       arma::uword stride, arma::uword padding);

/** The library's patches, one output pixel a column, rows in the order channel, row, column of
 * the kernel. */
arma::mat patches(const arma::cube& x, arma::uword kernel_height, arma::uword kernel_width,
                  arma::uword stride, arma::uword padding);

}  // namespace exercise

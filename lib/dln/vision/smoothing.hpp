/**
 * @file
 * Smoothing an image before its colours are compared.
 */
#pragma once

#include <armadillo>

namespace dln {

/**
 * The image after a Gaussian filter: every pixel is the mean of its neighbourhood, weighted by
 * exp(-d² / (2 sigma²)), d the distance in pixels, up to 4 sigma. At the border the image goes
 * on mirrored.
 * @param image (x, y, channel)
 * @param sigma in pixels; 0 leaves the image as it is
 * @throws Error if sigma is below 0 or not a number, or the image is empty
 */
arma::cube smoothed(const arma::cube& image, double sigma);

}  // namespace dln

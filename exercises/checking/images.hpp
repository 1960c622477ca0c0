/**
 * @file
 * What the checks of the convolution exercises share: sample images, the library's convolution on cubes, and mistakes
 * to compare with. Images are cubes indexed (x, y, channel), as Tensor::image gives them.
 */
#pragma once

#include "checking/checking.hpp"

namespace exercise {

/** Filters, each a cube indexed (x, y, channel). */
using Filters = std::vector<arma::cube>;

/** An image of small whole numbers, always the same for the same seed. */
arma::cube sample(arma::uword width, arma::uword height, arma::uword channels, std::uint64_t seed);

/** The library's convolution of one image; `bias` has a number a filter. */
arma::cube convolution(const arma::cube& x, const Filters& filters, const arma::vec& bias, arma::uword stride,
                       arma::uword padding);

/** The library's patches, one output pixel a column, rows in the order channel, row, column of the kernel. */
arma::mat patches(const arma::cube& x, arma::uword kernel_height, arma::uword kernel_width, arma::uword stride,
                  arma::uword padding);

/** An image with its x and y exchanged. */
arma::cube transposed(const arma::cube& image);

/** An image turned by half a circle: both its rows and its columns run backwards. */
arma::cube turned(const arma::cube& image);

/** Does the same to every filter. */
Filters each(const Filters& filters, arma::cube (*change)(const arma::cube&));

/** An image with so many zeros on each side. */
arma::cube padded(const arma::cube& x, arma::uword left, arma::uword top, arma::uword right, arma::uword bottom);

/** Runs an answer; if it leaves its matrices, says so in words that help with images. */
template <typename Run>
auto inside(const std::string& what, const Run& run,
            const std::string& advice =
                "Cubes are indexed (x, y, channel): is the order right, and the\n"
                "result's size? With padding, leave out what is outside the image; an unsigned "
                "number below 0 is huge.") {
  try {
    return run();
  } catch (const std::logic_error& error) {
    wrong(what + "\n  it ended with: " + error.what() + "\nA place was used that is not there. " + advice);
  }
}

}  // namespace exercise

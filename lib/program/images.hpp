/**
 * @file
 * The labelled images that a chapter's experiments learn from.
 */
#pragma once

#include "dln/data/dataset.hpp"
#include "program/chapter.hpp"

namespace dln::program {

/** The images of one run. All are centred by the mean of the training images. */
struct Images {
  Dataset<float> train;       ///< to learn from
  Dataset<float> validation;  ///< to choose settings on
  Dataset<float> test;        ///< looked at once, by what was chosen
};

/**
 * Real images from the folder of `--data`, or glyph digits; divided, and centred. Says how many there are, and notes
 * it.
 * @param options where the images are, the seed, and whether the run is quick
 * @param train how many digits to draw for learning and choosing; of real images a quick run takes as many
 * @param test how many digits to draw for the end
 * @param results gets the data set's name and the numbers of images
 * @return the images
 * @throws Error if there are fewer than 20 training images, or no test image
 */
Images load_images(const Options& options, std::size_t train, std::size_t test, Results& results);

}  // namespace dln::program

/**
 * @file
 * The labelled images that a chapter's experiments learn from.
 */
#pragma once

#include <functional>

#include "dln/data/generated.hpp"
#include "dln/data/preprocessor.hpp"
#include "program/chapter.hpp"

namespace dln::program {

/** The images of one run. All are centred by the mean of the training images. */
struct Images {
  Dataset<float> train;              ///< to learn from
  Dataset<float> validation;         ///< to choose settings on
  Dataset<float> test;               ///< looked at once, by what was chosen
  Tensor<float> mean;                ///< what was taken away from every image, 1 x C x H x W
  Preprocessor<float> preprocessor;  ///< what took it away; a checkpoint keeps its tensors
};

/** Draws so many images with classes. */
using ImageGenerator = std::function<Dataset<float>(std::size_t, Random)>;

/**
 * Real images from the folder of `--data`, or generated ones; divided, and centred.
 * @param options where the images are, the seed, and whether the run is quick
 * @param train how many to draw for learning and choosing; of real images a quick run takes as
 * many
 * @param test how many to draw for the end
 * @param generate what draws them: glyph digits, or `object_images` of some size
 * @return the images
 * @throws Error if there are fewer than 20 training images, or no test image
 */
Images load_images(const Options& options, std::size_t train, std::size_t test,
                   const ImageGenerator& generate = glyph_digits<float>);

/** Where the images come from, and how many there are. @param images the images @return a
 * sentence and key figures */
Report report(const Images& images);

}  // namespace dln::program

/**
 * @file
 * Networks with published weights, and images as they expect them.
 */
#pragma once

#include "dln/data/image.hpp"
#include "dln/models/published.hpp"

namespace dln::program {

/**
 * A published network with the weights of a file: torchvision's, saved as safetensors.
 *
 * The number of classes is the file's.
 * @throws Error if the file is damaged, or is not this network's
 */
std::unique_ptr<Sequential<float>> load_published(const Published& published,
                                                  const std::filesystem::path& weights);

/**
 * An image as a published network expects it: stretched until its shorter side is a little
 * longer than the network's images, the middle cut out, colours centred and scaled. An image of
 * exactly the network's size is taken whole.
 * @return 1 x 3 x side x side
 */
Tensor<float> prepare(const Image8& image, const Published& published);

/** A class and how likely the network says it is. */
struct Guess {
  std::size_t label;   ///< 0, 1, ...
  double probability;  ///< its share in the softmax
};

/** The most likely classes, the first one first. @param scores of one image @param count how
 * many */
std::vector<Guess> best_guesses(const Tensor<float>& scores, std::size_t count);

/**
 * Names of classes, a line each.
 * @throws Error unless there are as many as the network has scores
 */
std::vector<std::string> read_class_names(const std::filesystem::path& path,
                                          std::size_t classes);

}  // namespace dln::program

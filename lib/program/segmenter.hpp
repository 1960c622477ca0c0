/**
 * @file
 * A trained U-Net with all that is needed to use it on an image, and its way into a checkpoint
 * and back.
 */
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "dln/models/segmentation.hpp"
#include "dln/train/segmentation.hpp"

namespace dln::program {

/** A U-Net, the names of its classes, and the colours it expects. */
struct Segmenter {
  UNetPlan plan;                         ///< its sizes
  std::vector<std::string> class_names;  ///< one a class
  ColourScale scale;                     ///< taken off the colours
  Sequential<float> network;             ///< the layers

  /** A network with weights drawn. */
  Segmenter(const UNetPlan& sizes, std::vector<std::string> names, ColourScale colours,
            const Random& random);

  /** All but the weights, as tensors for a checkpoint: sizes, names letter by letter, colours.
   */
  [[nodiscard]] std::map<std::string, Tensor<float>> preprocessing() const;

  /** The class of every pixel of an image, row by row. */
  [[nodiscard]] arma::uvec operator()(const Image8& image) const;
};

/**
 * Reads a network from a checkpoint that chapter 20 wrote.
 * @throws Error if the file is damaged, or is no checkpoint of such a network
 */
std::unique_ptr<Segmenter> read_segmenter(const std::filesystem::path& path);

/**
 * An image with the class of every pixel over it, in the house's colours.
 * @param classes one a pixel, row by row
 * @param opacity of the colours, 0 ... 1
 */
Image8 painted(const Image8& image, const arma::uvec& classes, double opacity);

}  // namespace dln::program

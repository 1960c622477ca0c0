/**
 * @file
 * The networks whose weights are published, and what their parameters are called there.
 */
#pragma once

#include <string_view>
#include <vector>

#include "dln/data/weights.hpp"
#include "dln/models/stack.hpp"

namespace dln {

/** A network by its name. */
struct Published {
  const char* name;          ///< torchvision's: `resnet18`
  std::size_t parameters;    ///< weights and biases for the published number of classes
  std::size_t side;          ///< pixels, height and width of the images it was made for
  std::size_t classes;       ///< of the published weights
  const char* last_bias;     ///< the path of the last layer's bias: as many numbers as classes
  std::vector<float> mean;   ///< what is taken from red, green and blue in 0 ... 1
  std::vector<float> scale;  ///< what the rest is divided by
  /** Builds it. */
  std::unique_ptr<Sequential<float>> (*make)(std::size_t classes, Weights<float> weights);
};

/** All of them, oldest first. */
const std::vector<Published>& published_networks();

/** One of them. @throws Error that lists the names, if there is none of this one */
const Published& published_network(std::string_view name);

/**
 * What torchvision calls the parameters of one of its networks, here with the same paths but
 * for what a batch normalization's are called: weight, bias, running_mean, running_var there.
 * Its files also hold counts of batches and GoogLeNet's two classifiers for training, which
 * nobody asks for here.
 */
template <typename T>
WeightNames torchvision_names(const ParameterList<T>& parameters);

}  // namespace dln

/**
 * @file
 * The parameters of a network in a file.
 */
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "dln/core/parameter.hpp"
#include "dln/data/safetensors.hpp"

namespace dln {

/** What everything in a checkpoint that is no parameter of the network begins with. */
constexpr const char* training_prefix = "training/";

/** How a file's tensors belong to a network's parameters. */
struct WeightNames {
  std::map<std::string, std::string>
      in_file;  ///< by a parameter's path; a parameter that is not here has its path
  std::vector<std::string> unused;  ///< what tensors that nobody asks for may begin with
};

/**
 * Saves all parameters of a network, statistics among them, under their paths.
 * @param path the file, replaced if it is there
 * @param parameters of the network
 * @param type of the numbers in the file; in float16 and bfloat16 they take half the place of
 * float32 and are rounded
 * @throws Error if it cannot be written
 */
template <typename T>
void save_weights(const std::filesystem::path& path, const ParameterList<T>& parameters,
                  NumberType type = own_type<T>);

/**
 * Loads all parameters of a network: every one of them, or none if anything is wrong.
 *
 * The file may be another library's. Then a table says what it calls each parameter, and shapes
 * are compared without their ones: a dense layer's weight is M x D, a convolution's K x C x R x
 * S, biases and statistics are rows of numbers, and a flattened image has its numbers in the
 * order channel, row, column, as here.
 * @param path the file: weights, or a checkpoint
 * @param parameters of the network, or of those of its parts that the file is for
 * @param names where they differ from the parameters' paths
 * @throws Error if a tensor is missing, left over, of another shape or of no floating-point
 * type
 */
template <typename T>
void load_weights(const std::filesystem::path& path, const ParameterList<T>& parameters,
                  const WeightNames& names = {});

}  // namespace dln

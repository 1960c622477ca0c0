/**
 * @file
 * What the library throws when an input is wrong.
 */
/**
 * @namespace dln
 * The reference library: tensors, layers, losses and everything that trains them.
 */
#pragma once

#include <stdexcept>
#include <string>

namespace dln {

/**
 * Bad input: it names the thing, what was expected and what came.
 *
 * The message reads `thing: expected ..., got ...`, for example `Dense: expected 784 features,
 * got 785`.
 */
class Error : public std::runtime_error {
 public:
  /**
   * @param thing what was given the bad input: a layer, a file, an option
   * @param expected what it can use
   * @param got what came
   */
  Error(const std::string& thing, const std::string& expected, const std::string& got);
};

}  // namespace dln

/**
 * @file
 * The CIFAR-10 binary format.
 */
#pragma once

#include <filesystem>
#include <vector>

#include "dln/data/dataset.hpp"

namespace dln {

/**
 * Reads CIFAR-10 records from one or more files, in order; a file may hold any number of
 * records.
 *
 * A record is 3073 bytes: the label, then 32x32 red, green and blue values, row by row. Source:
 * Krizhevsky 2009.
 * @param paths the files
 * @return the images, pixels divided by 255, with the ten classes' names
 * @throws Error if a file is missing, not a whole number of records, or holds a label above 9
 */
template <typename T>
Dataset<T> read_cifar10(const std::vector<std::filesystem::path>& paths);

}  // namespace dln

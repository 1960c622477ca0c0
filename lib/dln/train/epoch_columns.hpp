/**
 * @file
 * The numbers of many epochs as columns, to be saved.
 */
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dln/core/tensor.hpp"
#include "dln/train/history.hpp"

namespace dln {

/**
 * Columns with one number an epoch: `loss`, `update_ratio`, `parts/00/data`,
 * `metrics/00/accuracy`, ...
 * @throws Error if an epoch has other numbers than the first
 */
std::map<std::string, Tensor<double>> columns_of(const std::vector<Epoch>& epochs);

/**
 * The epochs that have these columns, numbered from 1.
 * @param file where the columns are from, for messages
 * @param columns of N x 1 x 1 x 1
 * @throws Error unless they are as `columns_of` makes them
 */
std::vector<Epoch> epochs_of(const std::string& file,
                             const std::map<std::string, Tensor<double>>& columns);

}  // namespace dln

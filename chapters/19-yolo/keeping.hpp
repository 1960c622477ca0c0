// What a checkpoint holds beside weights, so that ./dln detect can use it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "dln/models/yolo.hpp"

namespace chapter {

/** A plan and the classes' names as tensors. */
std::map<std::string, dln::Tensor<float>> kept_with(
    const dln::YoloPlan& plan, const std::vector<std::string>& class_names);

/** The plan and names of a checkpoint. @throws dln::Error if it is no such checkpoint */
std::pair<dln::YoloPlan, std::vector<std::string>> kept_in(
    const std::filesystem::path& checkpoint);

}  // namespace chapter

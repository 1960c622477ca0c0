#include "keeping.hpp"

#include <fmt/format.h>

#include <cmath>

#include "dln/core/error.hpp"
#include "dln/data/safetensors.hpp"

namespace chapter {

namespace {

const std::string prefix = "training/preprocessing/";
constexpr std::size_t largest = 8192;  // of any size in a plan

dln::Tensor<float> row(const std::vector<float>& numbers) {
  dln::Tensor<float> tensor({1, 1, 1, numbers.size()});
  std::copy(numbers.begin(), numbers.end(), tensor.data());
  return tensor;
}

}  // namespace

std::map<std::string, dln::Tensor<float>> kept_with(
    const dln::YoloPlan& plan, const std::vector<std::string>& class_names) {
  std::vector<float> sizes;
  for (const std::size_t size :
       {plan.height, plan.width, plan.last_filters, plan.last_layers, plan.boxes, plan.classes})
    sizes.push_back(static_cast<float>(size));
  for (const std::size_t filters : plan.filters) sizes.push_back(static_cast<float>(filters));
  std::vector<float> text;  // names, a character a number, each ended by a zero
  for (const std::string& name : class_names) {
    for (const char letter : name)
      text.push_back(static_cast<float>(static_cast<unsigned char>(letter)));
    text.push_back(0);
  }
  return {{"yolo", row(sizes)}, {"class_names", row(text)}};
}

std::pair<dln::YoloPlan, std::vector<std::string>> kept_in(
    const std::filesystem::path& checkpoint) {
  dln::SafetensorsFile file(checkpoint);
  const auto numbers = [&](const std::string& name) {
    const dln::Tensor<float> tensor =
        file.read<float>(prefix + name, file.shape(prefix + name));
    for (const float number : tensor.values())
      if (!(number >= 0 && number <= static_cast<float>(largest) &&
            number == std::floor(number)))
        throw dln::Error(checkpoint.string() + ": " + name,
                         fmt::format("whole numbers from 0 to {}", largest),
                         fmt::format("{}", number));
    return arma::conv_to<std::vector<std::size_t>>::from(tensor.values());
  };
  const std::vector<std::size_t> sizes = numbers("yolo");
  if (sizes.size() < 7 || sizes.size() > 12)
    throw dln::Error(checkpoint.string() + ": yolo", "7 to 12 sizes",
                     fmt::format("{}", sizes.size()));
  dln::YoloPlan plan{sizes[0], sizes[1], {sizes.begin() + 6, sizes.end()}, sizes[2], sizes[3],
                     sizes[4], sizes[5]};
  std::vector<std::string> names(1);
  for (const std::size_t letter : numbers("class_names")) {
    if (letter == 0)
      names.emplace_back();
    else
      names.back() += static_cast<char>(letter);
  }
  names.pop_back();
  if (names.size() != plan.classes)
    throw dln::Error(checkpoint.string() + ": class_names",
                     fmt::format("{} names", plan.classes), fmt::format("{}", names.size()));
  return {plan, names};
}

}  // namespace chapter

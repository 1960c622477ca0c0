#include "dln/data/weights.hpp"

#include <algorithm>
#include <set>

#include "dln/core/error.hpp"

namespace dln {

template <typename T>
void save_weights(const std::filesystem::path& path, const ParameterList<T>& parameters,
                  NumberType type) {
  SafetensorsWriter writer;
  for (const auto& [name, parameter] : parameters) writer.add(name, parameter->value, type);
  writer.write(path);
}

template <typename T>
void load_weights(const std::filesystem::path& path, const ParameterList<T>& parameters,
                  const WeightNames& names) {
  SafetensorsFile file(path);
  std::set<std::string> used;
  std::vector<Tensor<T>> values;
  for (const auto& [own, parameter] : parameters) {
    const auto entry = names.in_file.find(own);
    const std::string& name = entry == names.in_file.end() ? own : entry->second;
    if (!used.insert(name).second)
      throw Error(file.name() + ", tensor '" + name + "'", "one parameter for it", "two");
    values.push_back(file.read<T>(name, parameter->value.shape()));
  }
  const auto may_be_left = [&](const std::string& name) {
    const auto begins = [&](const std::string& prefix) { return name.starts_with(prefix); };
    return begins(training_prefix) ||
           std::any_of(names.unused.begin(), names.unused.end(), begins);
  };
  for (const auto& [name, stored] : file.tensors())
    if (!used.contains(name) && !may_be_left(name))
      throw Error(file.name(), "a parameter for every tensor", "none for '" + name + "'");
  for (std::size_t p = 0; p < parameters.size(); ++p)
    parameters[p].parameter->value = std::move(values[p]);
}

template void save_weights(const std::filesystem::path&, const ParameterList<float>&,
                           NumberType);
template void save_weights(const std::filesystem::path&, const ParameterList<double>&,
                           NumberType);
template void load_weights(const std::filesystem::path&, const ParameterList<float>&,
                           const WeightNames&);
template void load_weights(const std::filesystem::path&, const ParameterList<double>&,
                           const WeightNames&);

}  // namespace dln

#include "dln/core/parameter.hpp"

#include <algorithm>

namespace dln {

template <typename T>
void append(ParameterList<T>& list, const std::string& prefix, const ParameterList<T>& more) {
  for (const auto& [path, parameter] : more) {
    const auto is_same = [&, p = parameter](const NamedParameter<T>& listed) {
      return listed.parameter == p;
    };
    if (std::any_of(list.begin(), list.end(), is_same)) continue;
    list.push_back({prefix.empty() ? path : prefix + "." + path, parameter});
  }
}

template <typename T>
std::size_t count_weights(const ParameterList<T>& list) {
  std::size_t count = 0;
  for (const auto& [path, parameter] : list)
    if (parameter->kind != ParameterKind::statistic) count += parameter->value.size();
  return count;
}

template void append(ParameterList<float>&, const std::string&, const ParameterList<float>&);
template void append(ParameterList<double>&, const std::string&, const ParameterList<double>&);
template std::size_t count_weights(const ParameterList<float>&);
template std::size_t count_weights(const ParameterList<double>&);

}  // namespace dln

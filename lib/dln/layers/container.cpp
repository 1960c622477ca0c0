#include "dln/layers/container.hpp"

#include <boost/algorithm/string/join.hpp>

namespace dln {

template <typename T>
std::string Container<T>::name() const {
  std::vector<std::string> names;
  for (const auto& [name, layer] : parts_) names.push_back(layer->name());
  return kind() + "(" + boost::algorithm::join(names, ", ") + ")";
}

template <typename T>
std::vector<NamedLayer<T>> Container<T>::parts() const {
  std::vector<NamedLayer<T>> parts;
  for (const auto& [name, layer] : parts_) parts.push_back({name, layer.get()});
  return parts;
}

template class Container<float>;
template class Container<double>;

}  // namespace dln

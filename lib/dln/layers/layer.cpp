#include "dln/layers/layer.hpp"

#include <algorithm>

#include "dln/core/error.hpp"

namespace dln {

template <typename T>
ParameterList<T> Layer<T>::parameters() {
  ParameterList<T> all;
  for (const auto& [name, part] : parts()) append(all, name, part->parameters());
  return all;
}

template <typename T>
bool Layer<T>::learns() const {
  const auto all = const_cast<Layer*>(this)->parameters();  // only looked at
  return std::any_of(all.begin(), all.end(),
                     [](const auto& named) { return named.parameter->learns(); });
}

template <typename T>
void Pass<T>::fail_to_pop(const Layer<T>& layer) const {
  if (kept_.empty())
    throw Error(layer.name() + ": backward", "a value that forward pushed",
                "none: backward pops what forward never pushed, or the pass keeps nothing");
  throw Error(layer.name() + ": backward",
              "to pop the types that forward pushed, the last one first", "another type");
}

template class Layer<float>;
template class Layer<double>;
template void Pass<float>::fail_to_pop(const Layer<float>&) const;
template void Pass<double>::fail_to_pop(const Layer<double>&) const;

}  // namespace dln

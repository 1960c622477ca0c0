#include "dln/layers/receptive_field.hpp"

#include <algorithm>

#include "dln/layers/sequential.hpp"

namespace dln {
namespace {

template <typename T>
Sight after(const Layer<T>& layer, const Sight& before) {
  const auto parts = layer.parts();
  if (dynamic_cast<const Sequential<T>*>(&layer) != nullptr) {
    Sight sight = before;
    for (const auto& part : parts) sight = after(*part.layer, sight);
    return sight;
  }
  if (!parts.empty()) {
    Sight widest;
    for (const auto& part : parts) {
      const Sight branch = after(*part.layer, before);
      widest.field = std::max(widest.field, branch.field);
      widest.stride = std::max(widest.stride, branch.stride);
    }
    return widest;
  }
  const conv::Window window = layer.window();
  const std::size_t reach = conv::kernel_span(window.kernel, window.dilation) - 1;
  return {before.field + reach * before.stride, before.stride * window.stride};
}

}  // namespace

template <typename T>
Sight receptive_field(const Layer<T>& network) {
  return after(network, Sight{});
}

template Sight receptive_field(const Layer<float>&);
template Sight receptive_field(const Layer<double>&);

}  // namespace dln

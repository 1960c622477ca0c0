#include "dln/layers/conv2d.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"

namespace dln {
namespace {

// One for each thread that runs networks, so that a layer that is called again allocates nothing.
template <typename T>
conv::Workspace<T>& scratch() {
  thread_local conv::Workspace<T> workspace;
  return workspace;
}

Shape weight_shape(const conv::Geometry& g) {
  if (g.groups == 0 || g.channels % g.groups != 0 || g.filters % g.groups != 0)
    throw Error("Conv2d", "groups that divide channels and filters",
                fmt::format("{} groups, {} channels and {} filters", g.groups, g.channels, g.filters));
  return {g.filters, g.channels / g.groups, g.kernel_height, g.kernel_width};
}

}  // namespace

template <typename T>
Conv2d<T>::Conv2d(const conv::Geometry& geometry, const Initializer<T>& initializer, Random random,
                  std::optional<conv::Algorithm> algorithm)
    : geometry_(geometry),
      algorithm_(algorithm),
      weight_{"weight", Tensor<T>(weight_shape(geometry)), true},
      bias_{"bias", Tensor<T>({1, geometry.filters, 1, 1}), false} {
  initializer(weight_.value, weight_.value.shape().features(), random);
}

template <typename T>
std::string Conv2d<T>::name() const {
  return fmt::format("Conv2d({}, {}, {}x{})", geometry_.channels, geometry_.filters, geometry_.kernel_height,
                     geometry_.kernel_width);
}

template <typename T>
conv::Geometry Conv2d<T>::geometry(const Shape& x) const {
  if (x.channels != geometry_.channels)
    throw Error("Conv2d", fmt::format("{} channels", geometry_.channels), std::to_string(x.channels));
  conv::Geometry g = geometry_;
  g.height = x.height;
  g.width = x.width;
  conv::check(g);
  return g;
}

template <typename T>
Shape Conv2d<T>::output_shape(const Shape& x) const {
  const conv::Geometry g = geometry(x);
  return {x.examples, g.filters, conv::output_height(g), conv::output_width(g)};
}

template <typename T>
Tensor<T> Conv2d<T>::forward(Tensor<T> x /* N x C x H x W */, Pass<T>& pass) const {
  Tensor<T> y(output_shape(x.shape()));  // N x K x P x Q
  conv::forward(geometry(x.shape()), x.shape().examples, x.data(), weight_.value.data(), bias_.value.data(), y.data(),
                scratch<T>(), algorithm_);
  pass.push(std::move(x));
  return y;
}

template <typename T>
Tensor<T> Conv2d<T>::backward(Tensor<T> dy /* N x K x P x Q */, Pass<T>& pass) const {
  const auto x = pass.template pop<Tensor<T>>();  // N x C x H x W
  const conv::Geometry g = geometry(x.shape());
  const std::size_t N = x.shape().examples;
  Tensor<T>& dweight = pass.gradient(weight_);
  Tensor<T>& dbias = pass.gradient(bias_);
  conv::backward_weights(g, N, x.data(), dy.data(), dweight.data(), dbias.data(), scratch<T>(), algorithm_);
  Tensor<T> dx(x.shape());
  conv::backward_data(g, N, dy.data(), weight_.value.data(), dx.data(), scratch<T>(), algorithm_);
  return dx;
}

template class Conv2d<float>;
template class Conv2d<double>;

}  // namespace dln

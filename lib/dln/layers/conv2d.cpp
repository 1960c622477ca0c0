#include "dln/layers/conv2d.hpp"

#include <fmt/format.h>

#include <memory>
#include <vector>

#include "dln/conv/naive.hpp"
#include "dln/core/error.hpp"
#include "dln/layers/scratch.hpp"

namespace dln {
namespace {

/** Weights as one algorithm reads them, for images of one size. */
template <typename T>
struct Packed {
  conv::Geometry geometry;
  std::vector<T> memory;
  conv::Ready<T> ready;

  Packed(const conv::Geometry& g, std::size_t batch, const T* weight,
         std::optional<conv::Algorithm> algorithm)
      : geometry(g),
        memory(conv::ready_size<T>(g, batch, algorithm)),
        ready(conv::prepare(g, batch, weight, memory.data(), algorithm)) {}
  Packed(const Packed&) = delete;  // the one is where the other's weights are
  Packed& operator=(const Packed&) = delete;
  ~Packed() = default;
};

/** Those that the pass keeps, or will from now on. */
template <typename T>
const Packed<T>& packed_weights(const conv::Geometry& g, std::size_t batch,
                                const Parameter<T>& weight,
                                std::optional<conv::Algorithm> algorithm, Pass<T>& pass) {
  using Kept = std::shared_ptr<Packed<T>>;
  std::any& kept = pass.packed(weight);
  if (!kept.has_value() || std::any_cast<Kept&>(kept)->geometry != g)
    kept = std::make_shared<Packed<T>>(g, batch, weight.value.data(), algorithm);
  return *std::any_cast<Kept&>(kept);
}

Shape weight_shape(const conv::Geometry& g) {
  if (g.groups == 0 || g.channels % g.groups != 0 || g.filters % g.groups != 0)
    throw Error(
        "Conv2d", "groups that divide channels and filters",
        fmt::format("{} groups, {} channels and {} filters", g.groups, g.channels, g.filters));
  return {g.filters, g.channels / g.groups, g.kernel_height, g.kernel_width};
}

}  // namespace

template <typename T>
Conv2d<T>::Conv2d(const conv::Geometry& geometry, const Initializer<T>& initializer,
                  Random random, std::optional<conv::Algorithm> algorithm)
    : geometry_(geometry),
      algorithm_(algorithm),
      weight_{Tensor<T>(weight_shape(geometry))},
      bias_{Tensor<T>({1, geometry.filters, 1, 1}), ParameterKind::bias} {
  const Shape& shape = weight_.value.shape();
  const std::size_t fan_out = shape.examples / geometry.groups * shape.height * shape.width;
  initializer(weight_.value, {shape.features(), fan_out}, random);
}

template <typename T>
Conv2d<T>::Conv2d(const conv::Geometry& geometry, const Initializer<T>& initializer,
                  Random random, Bias bias)
    : Conv2d(geometry, initializer, random) {
  has_bias_ = bias;
  if (bias == Bias::none) bias_.rate = T(0);
}

template <typename T>
ParameterList<T> Conv2d<T>::parameters() {
  if (has_bias_ == Bias::none) return {{"weight", &weight_}};
  return {{"weight", &weight_}, {"bias", &bias_}};
}

template <typename T>
std::string Conv2d<T>::name() const {
  return fmt::format("Conv2d({}, {}, {}x{})", geometry_.channels, geometry_.filters,
                     geometry_.kernel_height, geometry_.kernel_width);
}

template <typename T>
conv::Geometry Conv2d<T>::geometry(const Shape& x) const {
  if (x.channels != geometry_.channels)
    throw Error("Conv2d", fmt::format("{} channels", geometry_.channels),
                std::to_string(x.channels));
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
Cost Conv2d<T>::cost(const Shape& x) const {
  return {output_shape(x).size() * weight_.value.shape().features(), x.size() * sizeof(T)};
}

template <typename T>
conv::Window Conv2d<T>::window() const {
  return {geometry_.kernel_height, geometry_.stride_height, geometry_.dilation_height};
}

template <typename T>
Tensor<T> Conv2d<T>::forward(Tensor<T> x /* N x C x H x W */, Pass<T>& pass) const {
  auto y = Tensor<T>::uninitialized(output_shape(x.shape()));  // N x K x P x Q
  const conv::Geometry g = geometry(x.shape());
  const std::size_t N = x.shape().examples;
  if (pass.packs()) {
    const Packed<T>& packed = packed_weights(g, N, weight_, algorithm_, pass);
    conv::forward_ready(g, N, x.data(), packed.ready, bias_.value.data(), y.data(),
                        scratch<T>());
  } else {
    conv::forward(g, N, x.data(), weight_.value.data(), bias_.value.data(), y.data(),
                  scratch<T>(), algorithm_);
  }
  pass.push(std::move(x));
  return y;
}

template <typename T>
Tensor<T> Conv2d<T>::backward(Tensor<T> dy /* N x K x P x Q */, Pass<T>& pass) const {
  const auto x = pass.template pop<Tensor<T>>(*this);  // N x C x H x W
  const conv::Geometry g = geometry(x.shape());
  const std::size_t N = x.shape().examples;
  if (weight_.learns()) {
    T* dbias = bias_.learns() ? pass.gradient(bias_).data() : nullptr;
    conv::backward_weights(g, N, x.data(), dy.data(), pass.gradient(weight_).data(), dbias,
                           scratch<T>(), algorithm_);
  } else if (bias_.learns()) {
    conv::naive::backward_bias(g, N, dy.data(), pass.gradient(bias_).data());
  }
  if (!pass.wants_input_gradient()) return {};
  auto dx = Tensor<T>::uninitialized(x.shape());
  conv::backward_data(g, N, dy.data(), weight_.value.data(), dx.data(), scratch<T>(),
                      algorithm_);
  return dx;
}

template class Conv2d<float>;
template class Conv2d<double>;

}  // namespace dln

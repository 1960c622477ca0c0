#include "dln/layers/conv_transpose2d.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dln/conv/naive.hpp"
#include "dln/core/error.hpp"
#include "dln/core/loops.hpp"
#include "dln/layers/scratch.hpp"

namespace dln {
namespace {

Shape turned_weight_shape(const conv::Geometry& g) {
  if (g.groups == 0 || g.channels % g.groups != 0 || g.filters % g.groups != 0)
    throw Error(
        "ConvTranspose2d", "groups that divide both numbers of channels",
        fmt::format("{} groups, {} channels in and {} out", g.groups, g.filters, g.channels));
  return {g.filters, g.channels / g.groups, g.kernel_height, g.kernel_width};
}

std::size_t fan_in(const conv::Geometry& g) {
  const std::size_t products = g.filters / g.groups * g.kernel_height * g.kernel_width;
  return std::max<std::size_t>(products / (g.stride_height * g.stride_width), 1);
}

void check_remainder(const char* axis, std::size_t remainder, std::size_t stride) {
  if (remainder >= stride)
    throw Error(fmt::format("ConvTranspose2d: remainder of the {}", axis),
                fmt::format("less than the stride of {}", stride), std::to_string(remainder));
}

// [Solve the output size for the input's]
std::size_t larger_extent(const char* axis, std::size_t P, std::size_t stride, std::size_t span,
                          std::size_t padding, std::size_t remainder) {
  const std::size_t padded = (P - 1) * stride + span + remainder;
  if (P == 0 || padded <= padding)
    throw Error(fmt::format("ConvTranspose2d: {}", axis),
                fmt::format("more than the {} pixels that the padding takes away", padding),
                P == 0 ? "no pixels" : std::to_string(padded));
  return padded - padding;
}
// [Solve the output size for the input's]

template <typename T>
void add_bias(const Tensor<T>& bias, Tensor<T>& y) {
  const std::size_t channels = y.shape().channels, pixels = y.shape().height * y.shape().width;
  const std::size_t planes = y.shape().examples * channels;
  parallel_items(planes, pixels, [&](std::size_t begin, std::size_t end) {
    for (std::size_t plane = begin; plane < end; ++plane) {
      T* pixel = y.data() + plane * pixels;
      for (std::size_t i = 0; i < pixels; ++i) pixel[i] += bias[plane % channels];
    }
  });
}

/** Adds every channel's sum to `sums`: what a convolution of one pixel does for its bias. */
template <typename T>
void add_channel_sums(const Tensor<T>& dy, T* sums) {
  const Shape& shape = dy.shape();
  const conv::Geometry pixel{
      .height = shape.height, .width = shape.width, .filters = shape.channels};
  conv::naive::backward_bias(pixel, shape.examples, dy.data(), sums);
}

}  // namespace

template <typename T>
ConvTranspose2d<T>::ConvTranspose2d(const conv::Geometry& turned,
                                    const Initializer<T>& initializer, Random random,
                                    Remainder remainder,
                                    std::optional<conv::Algorithm> algorithm)
    : turned_(turned),
      remainder_(remainder),
      algorithm_(algorithm),
      weight_{Tensor<T>(turned_weight_shape(turned))},
      bias_{Tensor<T>({1, turned.channels, 1, 1}), ParameterKind::bias} {
  check_remainder("height", remainder.height, turned.stride_height);
  check_remainder("width", remainder.width, turned.stride_width);
  initializer(weight_.value, {fan_in(turned), weight_.value.shape().features()}, random);
}

template <typename T>
std::string ConvTranspose2d<T>::name() const {
  return fmt::format("ConvTranspose2d({}, {}, {}x{}, stride {}x{})", turned_.filters,
                     turned_.channels, turned_.kernel_height, turned_.kernel_width,
                     turned_.stride_height, turned_.stride_width);
}

template <typename T>
conv::Geometry ConvTranspose2d<T>::geometry(const Shape& x) const {
  if (x.channels != turned_.filters)
    throw Error("ConvTranspose2d", fmt::format("{} channels", turned_.filters),
                std::to_string(x.channels));
  conv::Geometry g = turned_;
  g.height = larger_extent("height", x.height, g.stride_height,
                           conv::kernel_span(g.kernel_height, g.dilation_height),
                           g.padding_top + g.padding_bottom, remainder_.height);
  g.width = larger_extent("width", x.width, g.stride_width,
                          conv::kernel_span(g.kernel_width, g.dilation_width),
                          g.padding_left + g.padding_right, remainder_.width);
  conv::check(g);
  return g;
}

template <typename T>
Shape ConvTranspose2d<T>::output_shape(const Shape& x) const {
  const conv::Geometry g = geometry(x);
  return {x.examples, g.channels, g.height, g.width};
}

template <typename T>
Cost ConvTranspose2d<T>::cost(const Shape& x) const {
  return {x.size() * weight_.value.shape().features(), x.size() * sizeof(T)};
}

template <typename T>
Tensor<T> ConvTranspose2d<T>::forward(Tensor<T> x /* N x K x P x Q */, Pass<T>& pass) const {
  // [Run the convolution's backward pass forward]
  auto y = Tensor<T>::uninitialized(output_shape(x.shape()));  // N x C x H x W
  conv::backward_data(geometry(x.shape()), x.shape().examples, x.data(), weight_.value.data(),
                      y.data(), scratch<T>(), algorithm_);
  add_bias(bias_.value, y);
  // [Run the convolution's backward pass forward]
  pass.push(std::move(x));
  return y;
}

template <typename T>
Tensor<T> ConvTranspose2d<T>::backward(Tensor<T> dy /* N x C x H x W */, Pass<T>& pass) const {
  const auto x = pass.template pop<Tensor<T>>(*this);  // N x K x P x Q
  const conv::Geometry g = geometry(x.shape());
  const std::size_t N = x.shape().examples;
  const T* weight = weight_.value.data();
  // [Run its forward pass backward]
  if (bias_.learns()) add_channel_sums(dy, pass.gradient(bias_).data());
  if (weight_.learns())
    conv::backward_weights<T>(g, N, dy.data(), x.data(), pass.gradient(weight_).data(), nullptr,
                              scratch<T>(), algorithm_);
  if (!pass.wants_input_gradient()) return {};
  auto dx = Tensor<T>::uninitialized(x.shape());
  conv::forward<T>(g, N, dy.data(), weight, nullptr, dx.data(), scratch<T>(), algorithm_);
  // [Run its forward pass backward]
  return dx;
}

template class ConvTranspose2d<float>;
template class ConvTranspose2d<double>;

}  // namespace dln

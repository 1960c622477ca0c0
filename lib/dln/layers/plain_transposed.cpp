#include "dln/layers/plain_transposed.hpp"

#include "dln/conv/naive.hpp"

namespace dln::plain {
namespace {

std::ptrdiff_t as_signed(std::size_t count) { return static_cast<std::ptrdiff_t>(count); }

/** On both sides, what the kernel reaches beyond the padding; at the end, the remainder too. */
Margins margins_of(const conv::Geometry& g) {
  const auto rows = as_signed(conv::kernel_span(g.kernel_height, g.dilation_height)) - 1;
  const auto columns = as_signed(conv::kernel_span(g.kernel_width, g.dilation_width)) - 1;
  const auto height_left = as_signed(g.height + g.padding_top + g.padding_bottom) - rows - 1;
  const auto width_left = as_signed(g.width + g.padding_left + g.padding_right) - columns - 1;
  return {rows - as_signed(g.padding_top),
          rows - as_signed(g.padding_bottom) + height_left % as_signed(g.stride_height),
          columns - as_signed(g.padding_left),
          columns - as_signed(g.padding_right) + width_left % as_signed(g.stride_width)};
}

}  // namespace

// [Put zeros between the pixels]
template <typename T>
Tensor<T> spread(const Tensor<T>& x, std::size_t stride_height, std::size_t stride_width) {
  const auto [N, C, P, Q] = x.shape();
  Tensor<T> y({N, C, (P - 1) * stride_height + 1, (Q - 1) * stride_width + 1});
  for (std::size_t n = 0; n < N; ++n)
    for (std::size_t c = 0; c < C; ++c)
      for (std::size_t p = 0; p < P; ++p)
        for (std::size_t q = 0; q < Q; ++q)
          y.image(n)(q * stride_width, p * stride_height, c) = x.image(n)(q, p, c);
  return y;
}
// [Put zeros between the pixels]

template <typename T>
Tensor<T> pad(const Tensor<T>& x, const Margins& margins) {
  const auto [N, C, H, W] = x.shape();
  const auto extent = [](std::size_t pixels, std::ptrdiff_t before, std::ptrdiff_t after) {
    return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(pixels) + before + after);
  };
  Tensor<T> y(
      {N, C, extent(H, margins.top, margins.bottom), extent(W, margins.left, margins.right)});
  for (std::size_t n = 0; n < N; ++n)
    for (std::size_t c = 0; c < C; ++c)
      for (std::size_t i = 0; i < H; ++i)
        for (std::size_t j = 0; j < W; ++j) {
          const std::size_t row = extent(i, margins.top, 0),
                            column = extent(j, margins.left, 0);
          // What lies above or to the left of the image has wrapped round to a huge number.
          if (row < y.shape().height && column < y.shape().width)
            y.image(n)(column, row, c) = x.image(n)(j, i, c);
        }
  return y;
}

// [Turn the filters and exchange the channels]
template <typename T>
Tensor<T> turn(const Tensor<T>& weight /* K x C/groups x R x S */, std::size_t groups) {
  const auto [K, C, R, S] = weight.shape();  // C of each group
  Tensor<T> turned({C * groups, K / groups, R, S});
  for (std::size_t k = 0; k < K; ++k)
    for (std::size_t c = 0; c < C; ++c)
      for (std::size_t r = 0; r < R; ++r)
        for (std::size_t s = 0; s < S; ++s) {
          const std::size_t group = k / (K / groups);
          turned.image(group * C + c)(S - 1 - s, R - 1 - r, k % (K / groups)) =
              weight.image(k)(s, r, c);
        }
  return turned;
}
// [Turn the filters and exchange the channels]

// [Spread, pad, turn, convolve]
template <typename T>
Tensor<T> transposed_convolution(const conv::Geometry& g, const Tensor<T>& x,
                                 const Tensor<T>& weight) {
  const Tensor<T> padded = pad(spread(x, g.stride_height, g.stride_width), margins_of(g));
  const Tensor<T> turned = turn(weight, g.groups);
  const conv::Geometry ordinary{.channels = g.filters,
                                .height = padded.shape().height,
                                .width = padded.shape().width,
                                .filters = g.channels,
                                .kernel_height = g.kernel_height,
                                .kernel_width = g.kernel_width,
                                .dilation_height = g.dilation_height,
                                .dilation_width = g.dilation_width,
                                .groups = g.groups};
  Tensor<T> y({x.shape().examples, g.channels, g.height, g.width});
  conv::naive::forward<T>(ordinary, x.shape().examples, padded.data(), turned.data(), nullptr,
                          y.data());
  return y;
}
// [Spread, pad, turn, convolve]

template Tensor<float> spread(const Tensor<float>&, std::size_t, std::size_t);
template Tensor<double> spread(const Tensor<double>&, std::size_t, std::size_t);
template Tensor<float> pad(const Tensor<float>&, const Margins&);
template Tensor<double> pad(const Tensor<double>&, const Margins&);
template Tensor<float> turn(const Tensor<float>&, std::size_t);
template Tensor<double> turn(const Tensor<double>&, std::size_t);
template Tensor<float> transposed_convolution(const conv::Geometry&, const Tensor<float>&,
                                              const Tensor<float>&);
template Tensor<double> transposed_convolution(const conv::Geometry&, const Tensor<double>&,
                                               const Tensor<double>&);

}  // namespace dln::plain

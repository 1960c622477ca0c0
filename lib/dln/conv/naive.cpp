#include "dln/conv/naive.hpp"

#include <algorithm>

#include "dln/conv/tasks.hpp"

namespace dln::conv::naive {

namespace {

/** Where kernel row r of output row p reads, and whether that is inside the image. */
struct Position {
  std::size_t index;
  bool inside;
};

Position position(std::size_t output, std::size_t stride, std::size_t tap, std::size_t dilation,
                  std::size_t padding, std::size_t extent) {
  const std::size_t padded = output * stride + tap * dilation;
  return {padded - padding, padded >= padding && padded - padding < extent};
}

}  // namespace

template <typename T>
void forward(const Geometry& g, std::size_t batch, const T* x, const T* weight, const T* bias,
             T* y) {
  check(g);
  const std::size_t C = g.channels / g.groups, H = g.height, W = g.width, K = g.filters;
  const std::size_t R = g.kernel_height, S = g.kernel_width, P = output_height(g),
                    Q = output_width(g);
  // [Slide every filter over every image]
  for_each_task(batch * K, [&](std::size_t task, std::size_t) {
    const std::size_t n = task / K, k = task % K, first_channel = k / (K / g.groups) * C;
    for (std::size_t p = 0; p < P; ++p)
      for (std::size_t q = 0; q < Q; ++q) {
        T sum = bias ? bias[k] : T(0);
        for (std::size_t c = 0; c < C; ++c)
          for (std::size_t r = 0; r < R; ++r)
            for (std::size_t s = 0; s < S; ++s) {
              const auto [i, row_inside] =
                  position(p, g.stride_height, r, g.dilation_height, g.padding_top, H);
              const auto [j, column_inside] =
                  position(q, g.stride_width, s, g.dilation_width, g.padding_left, W);
              if (row_inside && column_inside)
                sum += weight[((k * C + c) * R + r) * S + s] *
                       x[((n * g.channels + first_channel + c) * H + i) * W + j];
            }
        y[((n * K + k) * P + p) * Q + q] = sum;
      }
  });
  // [Slide every filter over every image]
}

template <typename T>
void backward_data(const Geometry& g, std::size_t batch, const T* dy, const T* weight, T* dx) {
  check(g);
  const std::size_t C = g.channels / g.groups, H = g.height, W = g.width,
                    K = g.filters / g.groups;
  const std::size_t R = g.kernel_height, S = g.kernel_width, P = output_height(g),
                    Q = output_width(g);
  // [Spread each output's gradient over the pixels it saw]
  for_each_task(batch * g.channels, [&](std::size_t task, std::size_t) {
    const std::size_t n = task / g.channels, group = task % g.channels / C, c = task % C;
    T* image = dx + task * H * W;
    std::fill(image, image + H * W, T(0));
    for (std::size_t k = group * K; k < (group + 1) * K; ++k)
      for (std::size_t p = 0; p < P; ++p)
        for (std::size_t q = 0; q < Q; ++q)
          for (std::size_t r = 0; r < R; ++r)
            for (std::size_t s = 0; s < S; ++s) {
              const auto [i, row_inside] =
                  position(p, g.stride_height, r, g.dilation_height, g.padding_top, H);
              const auto [j, column_inside] =
                  position(q, g.stride_width, s, g.dilation_width, g.padding_left, W);
              if (row_inside && column_inside)
                image[i * W + j] += weight[((k * C + c) * R + r) * S + s] *
                                    dy[((n * g.filters + k) * P + p) * Q + q];
            }
  });
  // [Spread each output's gradient over the pixels it saw]
}

template <typename T>
void backward_weights(const Geometry& g, std::size_t batch, const T* x, const T* dy, T* dweight,
                      T* dbias) {
  check(g);
  const std::size_t C = g.channels / g.groups, H = g.height, W = g.width, K = g.filters;
  const std::size_t R = g.kernel_height, S = g.kernel_width, P = output_height(g),
                    Q = output_width(g);
  // [Add up what each weight was multiplied with]
  for_each_task(K * C, [&](std::size_t task, std::size_t) {
    const std::size_t k = task / C, c = task % C, channel = k / (K / g.groups) * C + c;
    for (std::size_t r = 0; r < R; ++r)
      for (std::size_t s = 0; s < S; ++s) {
        T sum = 0;
        for (std::size_t n = 0; n < batch; ++n)
          for (std::size_t p = 0; p < P; ++p)
            for (std::size_t q = 0; q < Q; ++q) {
              const auto [i, row_inside] =
                  position(p, g.stride_height, r, g.dilation_height, g.padding_top, H);
              const auto [j, column_inside] =
                  position(q, g.stride_width, s, g.dilation_width, g.padding_left, W);
              if (row_inside && column_inside)
                sum += dy[((n * K + k) * P + p) * Q + q] *
                       x[((n * g.channels + channel) * H + i) * W + j];
            }
        dweight[(task * R + r) * S + s] += sum;
      }
  });
  // [Add up what each weight was multiplied with]
  backward_bias(g, batch, dy, dbias);
}

template <typename T>
void backward_bias(const Geometry& g, std::size_t batch, const T* dy, T* dbias) {
  if (!dbias) return;
  const std::size_t K = g.filters, pixels = output_height(g) * output_width(g);
  for_each_task(K, [&](std::size_t k, std::size_t) {
    // A fixed number of partial sums, so that the compiler may add them side by side.
    constexpr std::size_t parts = 16;
    T partial[parts] = {};
    for (std::size_t n = 0; n < batch; ++n) {
      const T* image = dy + (n * K + k) * pixels;
      std::size_t pixel = 0;
      for (; pixel + parts <= pixels; pixel += parts)
        for (std::size_t part = 0; part < parts; ++part) partial[part] += image[pixel + part];
      for (std::size_t part = 0; pixel < pixels; ++pixel, ++part) partial[part] += image[pixel];
    }
    T sum = 0;
    for (T part : partial) sum += part;
    dbias[k] += sum;
  });
}

template void forward(const Geometry&, std::size_t, const float*, const float*, const float*,
                      float*);
template void forward(const Geometry&, std::size_t, const double*, const double*, const double*,
                      double*);
template void backward_data(const Geometry&, std::size_t, const float*, const float*, float*);
template void backward_data(const Geometry&, std::size_t, const double*, const double*,
                            double*);
template void backward_weights(const Geometry&, std::size_t, const float*, const float*, float*,
                               float*);
template void backward_weights(const Geometry&, std::size_t, const double*, const double*,
                               double*, double*);
template void backward_bias(const Geometry&, std::size_t, const float*, float*);
template void backward_bias(const Geometry&, std::size_t, const double*, double*);

}  // namespace dln::conv::naive

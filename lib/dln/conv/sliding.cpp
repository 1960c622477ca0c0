#include "dln/conv/sliding.hpp"

#include <algorithm>
#include <array>

#include "dln/conv/microkernel.hpp"
#include "dln/conv/pixel_kernel.hpp"
#include "dln/conv/sliding_window.hpp"
#include "dln/conv/tasks.hpp"
#include "dln/conv/vector.hpp"

namespace dln::conv::sliding {

namespace {

using direct::Axis;
using direct::Layer;

/** Starts or goes on with the sums of a row's outputs of one phase, which lie `apart` from each
 * other. */
template <typename T>
void multiply_row(PixelProduct<T> product, std::size_t filters, std::size_t outputs,
                  std::size_t apart, T* buffer) {
  if (apart == 1) return multiply_pixels(product, filters, outputs);
  // Compute them side by side, and spread them.
  T* y = product.y;
  const std::size_t plane = product.plane, pitch = round_up(outputs, lanes<T>);
  for (std::size_t k = 0; k < filters && product.add; ++k)
    for (std::size_t j = 0; j < outputs; ++j) buffer[k * pitch + j] = y[k * plane + j * apart];
  product.y = buffer;
  product.plane = pitch;
  multiply_pixels(product, filters, outputs);
  for (std::size_t k = 0; k < filters; ++k)
    for (std::size_t j = 0; j < outputs; ++j) y[k * plane + j * apart] = buffer[k * pitch + j];
}

/** Elements of scratch of one thread: a window, and a row of outputs of each filter that must
 * be spread. */
struct Sizes {
  std::size_t window, buffer;
};

template <typename T>
Sizes sizes(const Plan& p) {
  const Axis& columns = p.layer.columns;
  const std::size_t outputs =
      round_up(ceil_divide(columns.written, columns.tap_scale), lanes<T>);
  return {round_up(p.layer.channels * p.plane, cache_line<T>),
          columns.tap_scale == 1 ? 0 : round_up(p.layer.filters * outputs, cache_line<T>)};
}

}  // namespace

bool suitable(const Geometry& g, Direction direction) {
  const std::size_t C = g.channels / g.groups, K = g.filters / g.groups;
  const std::size_t written = direction == Direction::forward ? K : C,
                    read = direction == Direction::forward ? C : K;
  return g.kernel_height * g.kernel_width <= max_terms && (read < 4 || written <= lanes<float>);
}

template <typename T>
void transform_weights(const Geometry& g, Direction direction, const T* weight, T* ready) {
  const Layer layer = direct::make_layer(g, direction);
  const std::size_t taps = layer.taps(), group_size = layer.filters * layer.channels * taps;
  for (const T* end = weight + layer.groups * group_size; weight != end; weight += group_size)
    for (std::size_t i = 0; i < layer.rows.tap_scale; ++i)
      for (std::size_t j = 0; j < layer.columns.tap_scale; ++j) {
        const Taps down = taps_of(layer.rows, i), right = taps_of(layer.columns, j);
        const auto offset = [&](std::size_t filter, std::size_t channel, std::size_t r,
                                std::size_t s) {
          const std::size_t tap =
              (down.first + r * down.step) * layer.columns.taps + right.first + s * right.step;
          return filter * layer.filter_stride + channel * layer.channel_stride +
                 (layer.reversed ? taps - 1 - tap : tap);
        };
        for (std::size_t filter = 0, rows = 0; filter < layer.filters; filter += rows) {
          rows = next_tile(layer.filters - filter);
          for (std::size_t channel = 0; channel < layer.channels; ++channel)
            for (std::size_t r = 0; r < down.count; ++r)
              for (std::size_t s = 0; s < right.count; ++s)
                for (std::size_t row = 0; row < rows; ++row)
                  *ready++ = weight[offset(filter + row, channel, r, s)];
        }
      }
}

template <typename T>
void multiply_images(const Geometry& g, Direction direction, std::size_t batch, const T* x,
                     const Weights<T>& weight, const T* bias, T* y, T* memory,
                     std::size_t threads) {
  const Plan p = plan<T>(g, direction, batch, threads);
  const Layer& layer = p.layer;
  const Axis &rows = layer.rows, &columns = layer.columns;
  const std::size_t depth = layer.channels * layer.taps(),
                    plane = rows.written * columns.written;
  const Sizes size = sizes<T>(p);
  const std::size_t scratch =
      workspace_size<T>(g, direction, batch, weight.ready, threads) / threads;
  const auto do_task = [&](std::size_t task, const T* weights, T* window) {
    const std::size_t block = task % p.blocks, image = task / p.blocks,
                      group = image % layer.groups;
    const std::size_t top = block * p.block_rows,
                      bottom = std::min(top + p.block_rows, rows.written);
    T* target = y + image * layer.filters * plane;
    fill_window(p, x + image * layer.channels * rows.read * columns.read, top, window);

    weights += group * layer.filters * depth;
    Terms terms;
    for (terms.row_phase = 0; terms.row_phase < rows.tap_scale; ++terms.row_phase)
      for (terms.column_phase = 0; terms.column_phase < columns.tap_scale;
           ++terms.column_phase) {
        const std::size_t taps =
            taps_of(rows, terms.row_phase).count * taps_of(columns, terms.column_phase).count;
        const std::size_t channels = max_terms / std::max<std::size_t>(1, taps);
        const std::size_t outputs = ceil_divide(
            columns.written - std::min(terms.column_phase, columns.written), columns.tap_scale);
        for (std::size_t c = 0; c < layer.channels; c += channels) {
          find_terms(p, {c, std::min(c + channels, layer.channels)}, terms);
          for (std::size_t row = top + terms.row_phase; row < bottom; row += rows.tap_scale)
            multiply_row(
                PixelProduct<T>{.weights = weights,
                                .weight_depth = layer.channels * taps,
                                .before = terms.before,
                                .depth = terms.count,
                                .values = window + (row - top) / rows.tap_scale *
                                                       rows.position_scale * p.row,
                                .where = terms.where.data(),
                                .bias = bias ? bias + group * layer.filters : nullptr,
                                .add = terms.before > 0,
                                .y = target + row * columns.written + terms.column_phase,
                                .plane = plane},
                layer.filters, outputs, columns.tap_scale, window + size.window);
        }
        weights += layer.filters * layer.channels * taps;
      }
  };
  for_each_task_by_workers(
      batch * layer.groups * p.blocks,
      [&](std::size_t thread) {
        T* window = memory + thread * scratch;
        const T* weights = weight.ready;
        if (!weights) {
          T* own = window + size.window + size.buffer;
          transform_weights(g, direction, weight.plain, own);
          weights = own;
        }
        return [&, weights, window](std::size_t task) { do_task(task, weights, window); };
      },
      threads);
}

template <typename T>
std::size_t workspace_size(const Geometry& g, Direction direction, std::size_t batch,
                           bool ready, std::size_t threads) {
  const Sizes size = sizes<T>(plan<T>(g, direction, batch, threads));
  return threads * own_part<T>(size.window + size.buffer + (ready ? 0 : weight_count(g)));
}

#define DLN_INSTANTIATE(T)                                                              \
  template void transform_weights(const Geometry&, Direction, const T*, T*);            \
  template void multiply_images(const Geometry&, Direction, std::size_t, const T*,      \
                                const Weights<T>&, const T*, T*, T*, std::size_t);      \
  template std::size_t workspace_size<T>(const Geometry&, Direction, std::size_t, bool, \
                                         std::size_t);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv::sliding

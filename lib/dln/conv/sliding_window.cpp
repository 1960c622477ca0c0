#include "dln/conv/sliding_window.hpp"

#include <algorithm>

#include "dln/conv/vector.hpp"

namespace dln::conv::sliding {

using direct::Axis;

Taps taps_of(const Axis& axis, std::size_t phase) {
  std::size_t first = 0;
  const auto scale = std::ptrdiff_t(axis.tap_scale);
  while (first < axis.taps && direct::scaled_position(axis, phase, first) % scale != 0) ++first;
  return {first, first < axis.taps ? (axis.taps - 1 - first) / axis.tap_step + 1 : 0,
          axis.tap_step};
}

template <typename T>
Plan plan(const Geometry& g, Direction direction, std::size_t batch, std::size_t threads) {
  Plan p{.layer = direct::make_layer(g, direction)};
  const Axis &rows = p.layer.rows, &columns = p.layer.columns;
  const std::size_t tasks =
      threads > 1 ? round_up(ceil_divide(16, batch * g.groups), threads) : 1;
  // Columns of the image that neighbouring outputs see through one tap lie side by side in the
  // window.
  const auto scale = std::ptrdiff_t(columns.tap_scale);
  p.left =
      columns.padding > 0 ? ceil_divide(std::size_t(columns.padding), columns.tap_scale) : 0;
  const std::ptrdiff_t reach =
      direct::scaled_position(columns, columns.tap_scale - 1, columns.taps - 1) / scale;
  p.run = round_up(ceil_divide(columns.written, columns.tap_scale), lanes<T>) +
          std::size_t(std::max<std::ptrdiff_t>(0, reach + std::ptrdiff_t(p.left))) /
              columns.position_scale +
          1;
  p.row = p.run * columns.position_scale;
  const auto window_rows = [&](std::size_t block) {
    return ((block - 1) * rows.position_scale + (rows.taps - 1) * rows.dilation) /
               rows.tap_scale +
           2;
  };
  constexpr std::size_t cache = (std::size_t{256} << 10) / sizeof(T);
  p.block_rows = round_up(ceil_divide(rows.written, tasks), rows.tap_scale);
  while (p.block_rows > rows.tap_scale &&
         window_rows(p.block_rows) * p.row * p.layer.channels > cache)
    p.block_rows = round_up(p.block_rows / 2, rows.tap_scale);
  p.blocks = ceil_divide(rows.written, p.block_rows);
  p.window_rows = window_rows(p.block_rows);
  p.plane = p.window_rows * p.row;
  return p;
}

std::ptrdiff_t first_row(const Plan& p, std::size_t output_row) {
  return floor_divide(direct::scaled_position(p.layer.rows, output_row, 0),
                      p.layer.rows.tap_scale);
}

template <typename T>
void fill_window(const Plan& p, const T* x, std::size_t output_row, T* window) {
  const Axis &rows = p.layer.rows, &columns = p.layer.columns;
  const std::size_t stride = columns.position_scale;
  std::fill(window, window + p.layer.channels * p.plane, T(0));
  for (std::size_t c = 0; c < p.layer.channels; ++c)
    for (std::size_t i = 0; i < p.window_rows; ++i) {
      const std::size_t from =
          std::size_t(first_row(p, output_row)) + i;  // huge above the image
      if (from >= rows.read) continue;
      const T* source = x + (c * rows.read + from) * columns.read;
      T* row = window + c * p.plane + i * p.row;
      for (std::size_t j = 0; j < stride; ++j) {
        // Column q of the image belongs into run (q + left) % stride.
        T* run = row + (j + p.left) % stride * p.run + (j + p.left) / stride;
        const std::size_t count =
            std::min(ceil_divide(columns.read - std::min(j, columns.read), stride),
                     p.run - (j + p.left) / stride);
        if (stride == 1)
          std::copy_n(source, count, run);
        else if (stride == 2)
          for (std::size_t q = 0; q < count; ++q) run[q] = source[j + 2 * q];
        else
          for (std::size_t q = 0; q < count; ++q) run[q] = source[j + q * stride];
      }
    }
}

void find_terms(const Plan& p, Range channels, Terms& terms) {
  const Axis &rows = p.layer.rows, &columns = p.layer.columns;
  const Taps down = taps_of(rows, terms.row_phase),
             right = taps_of(columns, terms.column_phase);
  terms.before = channels.begin * down.count * right.count;
  terms.count = 0;
  for (std::size_t i = 0; i < down.count; ++i)
    for (std::size_t j = 0; j < right.count; ++j, ++terms.count) {
      std::size_t& where = terms.where[terms.count] = channels.begin * p.plane;
      const std::ptrdiff_t row =
          direct::scaled_position(rows, terms.row_phase, down.first + i * down.step);
      const std::ptrdiff_t column =
          direct::scaled_position(columns, terms.column_phase, right.first + j * right.step);
      const auto y = std::size_t(row / std::ptrdiff_t(rows.tap_scale) - first_row(p, 0));
      const auto x =
          std::size_t(column / std::ptrdiff_t(columns.tap_scale) + std::ptrdiff_t(p.left));
      where += y * p.row + x % columns.position_scale * p.run + x / columns.position_scale;
    }
  // The other channels look the same, a plane further on.
  const std::size_t taps = terms.count;
  for (std::size_t c = channels.begin + 1; c < channels.end; ++c)
    for (std::size_t tap = 0; tap < taps; ++tap, ++terms.count)
      terms.where[terms.count] = terms.where[terms.count - taps] + p.plane;
}

template Plan plan<float>(const Geometry&, Direction, std::size_t, std::size_t);
template Plan plan<double>(const Geometry&, Direction, std::size_t, std::size_t);
template void fill_window(const Plan&, const float*, std::size_t, float*);
template void fill_window(const Plan&, const double*, std::size_t, double*);

}  // namespace dln::conv::sliding

#include "dln/conv/panels.hpp"

#include <algorithm>
#include <array>

#include "dln/conv/microkernel.hpp"
#include "dln/conv/panels_window.hpp"
#include "dln/conv/tasks.hpp"

namespace dln::conv::panels {

namespace {

using direct::Axis;
using direct::Layer;

/** Rows of a panel, at most: the second cache holds them beside the weights. */
constexpr std::size_t most_terms = 512;

/** Outputs of one phase, and some of the terms of their sums: channel by channel, tap by tap. */
struct Terms {
  std::size_t row_phase, column_phase;
  std::size_t before, count;                  ///< terms of other channels before these, and how many these are
  std::array<std::size_t, most_terms> where;  ///< in the window, seen from the phase's first output
};

/** Finds where the terms of some channels lie. */
void find_terms(const Plan& p, Range channels, Terms& terms) {
  const Axis &rows = p.layer.rows, &columns = p.layer.columns;
  const Taps down = taps_of(rows, terms.row_phase), right = taps_of(columns, terms.column_phase);
  terms.before = channels.begin * down.count * right.count;
  terms.count = 0;
  for (std::size_t i = 0; i < down.count; ++i)
    for (std::size_t j = 0; j < right.count; ++j, ++terms.count) {
      std::size_t& where = terms.where[terms.count] = channels.begin * p.plane;
      if (p.plain) continue;
      const std::ptrdiff_t row = direct::scaled_position(rows, terms.row_phase, down.first + i * down.step);
      const std::ptrdiff_t column = direct::scaled_position(columns, terms.column_phase, right.first + j * right.step);
      const auto y = std::size_t(row / std::ptrdiff_t(rows.tap_scale) - first_row(p, 0));
      const auto x = std::size_t(column / std::ptrdiff_t(columns.tap_scale) + std::ptrdiff_t(p.left));
      where += y * p.row + x % columns.position_scale * p.run + x / columns.position_scale;
    }
  // The other channels look the same, a plane further on.
  const std::size_t taps = terms.count;
  for (std::size_t c = channels.begin + 1; c < channels.end; ++c)
    for (std::size_t tap = 0; tap < taps; ++tap, ++terms.count)
      terms.where[terms.count] = terms.where[terms.count - taps] + p.plane;
}

/** Lays out the panel of `count` neighbouring outputs, the first of which sees the window from `first` on. */
template <typename T>
void fill_panel(const Terms& terms, const T* first, std::size_t count, T* panel) {
  const std::size_t depth = terms.count;
  if (count == tile_columns<T>)
    for (std::size_t term = 0; term < depth; ++term, panel += tile_columns<T>)
      unrolled<tile_vectors>([&](auto v) DLN_INLINE {
        const T* source = first + terms.where[term] + v * lanes<T>;
        Vector<T>::load(source).store(panel + v * lanes<T>);
        prefetch(source + tile_columns<T>);  // of the next panel
      });
  else
    for (std::size_t term = 0; term < depth; ++term, panel += tile_columns<T>)
      for (std::size_t i = 0; i < count; i += lanes<T>)
        load_first(first + terms.where[term] + i, std::min(lanes<T>, count - i)).store(panel + i);
}

/** The filters of one phase, and where their outputs go. */
template <typename T>
struct Product {
  const T* weights;        ///< of the group and the phase
  std::size_t row_stride;  ///< from one filter to the next
  std::size_t step;        ///< from one term to the next
  const T* bias;           ///< of the group, or null
};

/** Multiplies all filters by a panel: starts or goes on with the sums of `count` outputs from y on. */
template <typename T>
void multiply_panel(const Plan& p, const Product<T>& product, const Terms& terms, std::size_t count, const T* panel,
                    T* edge, T* y) {
  const Layer& layer = p.layer;
  const std::size_t plane = layer.rows.written * layer.columns.written, apart = layer.columns.tap_scale;
  const std::size_t vectors = ceil_divide(count, lanes<T>);
  const bool whole = count == vectors * lanes<T> && apart == 1, first = terms.before == 0;
  const Segment segment{0, terms.count};
  for (std::size_t k = 0; k < layer.filters;) {
    const std::size_t rows = next_tile(layer.filters - k);
    Left<T> left{{}, product.step};
    std::array<T*, tile_rows> out{};
    for (std::size_t i = 0; i < rows; ++i) {
      T* destination = y + (k + i) * plane;
      left.row_start[i] = product.weights + (k + i) * product.row_stride + terms.before * product.step;
      out[i] = whole ? destination : edge + i * tile_columns<T>;
      // Ask for the place of the sums, so that it is there when they are.
      for (std::size_t j = 0; j < count && apart == 1; j += cache_line<T>) __builtin_prefetch(destination + j, 1);
      // Start from the bias, or from what earlier terms have left.
      if (first && product.bias)
        std::fill(out[i], out[i] + vectors * lanes<T>, product.bias[k + i]);
      else if (!first && !whole)
        for (std::size_t j = 0; j < count; ++j) out[i][j] = destination[j * apart];
    }
    multiply_tile(rows, vectors, left, &segment, 1, panel, out, !first || product.bias);
    for (std::size_t i = 0; !whole && i < rows; ++i)
      for (std::size_t j = 0; j < count; ++j) y[(k + i) * plane + j * apart] = out[i][j];
    k += rows;
  }
}

/** Elements of scratch of one thread: a window, a panel, and a tile of outputs that cannot be written at once. */
struct Sizes {
  std::size_t window, panel, edge;
};

template <typename T>
Sizes sizes(const Plan& p) {
  return {p.plain ? 0 : round_up(p.layer.channels * p.plane, cache_line<T>),
          std::min(p.layer.channels * p.layer.taps(), most_terms) * tile_columns<T>, tile_rows * tile_columns<T>};
}

}  // namespace

bool suitable(const Geometry& g, Pass pass) {
  const std::size_t C = g.channels / g.groups, K = g.filters / g.groups;
  const std::size_t written = pass == Pass::forward ? K : C, read = pass == Pass::forward ? C : K;
  return one_pixel(g) || (g.kernel_height * g.kernel_width <= most_terms && (read < 4 || written <= lanes<float>));
}

template <typename T>
void transform_weights(const Geometry& g, Pass pass, const T* weight, T* ready) {
  if (pass == Pass::forward || one_pixel(g)) {
    std::copy(weight, weight + weight_count(g), ready);
    return;
  }
  const Layer layer = direct::make_layer(g, pass);
  for (std::size_t group = 0; group < layer.groups; ++group, weight += layer.filters * layer.channels * layer.taps())
    for (std::size_t filter = 0; filter < layer.filters; ++filter)
      for (std::size_t i = 0; i < layer.rows.tap_scale; ++i)
        for (std::size_t j = 0; j < layer.columns.tap_scale; ++j) {
          const Taps down = taps_of(layer.rows, i), right = taps_of(layer.columns, j);
          for (std::size_t channel = 0; channel < layer.channels; ++channel)
            for (std::size_t r = 0; r < down.count; ++r)
              for (std::size_t s = 0; s < right.count; ++s)
                *ready++ = weight[filter * layer.filter_stride + channel * layer.channel_stride + layer.taps() - 1 -
                                  (down.first + r * down.step) * layer.columns.taps - right.first - s * right.step];
        }
}

template <typename T>
void multiply_images(const Geometry& g, Pass pass, std::size_t batch, const T* x, const T* ready, const T* bias, T* y,
                     T* memory, std::size_t threads) {
  const Plan p = plan<T>(g, pass, batch, threads);
  const Layer& layer = p.layer;
  const Axis &rows = layer.rows, &columns = layer.columns;
  const bool transposed = p.plain && pass == Pass::backward_data;
  const std::size_t depth = layer.channels * layer.taps();
  const Sizes size = sizes<T>(p);
  for_each_task(
      batch * layer.groups * p.blocks * p.parts,
      [&](std::size_t task, std::size_t thread) {
        const std::size_t part = task % p.parts, block = task / p.parts % p.blocks;
        const std::size_t image = task / p.parts / p.blocks, group = image % layer.groups;
        const std::size_t top = block * p.block_rows, bottom = std::min(top + p.block_rows, rows.written);
        const T* source = x + image * layer.channels * rows.read * columns.read;
        T* target = y + image * layer.filters * rows.written * columns.written;
        T* window = memory + thread * (size.window + size.panel + size.edge);
        T* panel = window + size.window;
        T* edge = panel + size.panel;
        if (!p.plain) fill_window(p, source, top, window), source = window;

        Product<T> product{ready + group * layer.filters * depth, transposed ? 1 : depth,
                           transposed ? layer.filters : 1, bias ? bias + group * layer.filters : nullptr};
        Terms terms;
        for (terms.row_phase = 0; terms.row_phase < rows.tap_scale; ++terms.row_phase)
          for (terms.column_phase = 0; terms.column_phase < columns.tap_scale; ++terms.column_phase) {
            const std::size_t taps = taps_of(rows, terms.row_phase).count * taps_of(columns, terms.column_phase).count;
            const std::size_t channels = most_terms / std::max<std::size_t>(1, taps);
            for (std::size_t c = 0; c < layer.channels; c += channels) {
              find_terms(p, {c, std::min(c + channels, layer.channels)}, terms);
              for (std::size_t row = top + terms.row_phase; row < bottom; row += rows.tap_scale)
                for (std::size_t i = p.row_panels * part / p.parts; i < p.row_panels * (part + 1) / p.parts; ++i) {
                  const std::size_t first = i * tile_columns<T>;
                  const std::size_t column = terms.column_phase + first * columns.tap_scale;
                  if (column >= columns.written) break;
                  const std::size_t count =
                      std::min(tile_columns<T>, ceil_divide(columns.written - column, columns.tap_scale));
                  const T* seen = source + (row - top) / rows.tap_scale * rows.position_scale * p.row + first;
                  fill_panel(terms, seen, count, panel);
                  multiply_panel(p, product, terms, count, panel, edge, target + row * columns.written + column);
                }
            }
            product.weights += layer.channels * taps;
          }
      },
      threads);
}

template <typename T>
std::size_t workspace_size(const Geometry& g, Pass pass, std::size_t batch, std::size_t threads) {
  const Sizes size = sizes<T>(plan<T>(g, pass, batch, threads));
  return threads * (size.window + size.panel + size.edge);
}

#define DLN_INSTANTIATE(T)                                                                                \
  template void transform_weights(const Geometry&, Pass, const T*, T*);                                   \
  template void multiply_images(const Geometry&, Pass, std::size_t, const T*, const T*, const T*, T*, T*, \
                                std::size_t);                                                             \
  template std::size_t workspace_size<T>(const Geometry&, Pass, std::size_t, std::size_t);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv::panels

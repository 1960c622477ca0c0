#include "dln/conv/pointwise.hpp"

#include <algorithm>

#include "dln/conv/microkernel.hpp"
#include "dln/conv/tasks.hpp"

namespace dln::conv::pointwise {

namespace {

/** Channels that are read and written, in a group, and where W (or W^T) has its elements. */
struct Product {
  std::size_t read, written, pixels;
  std::size_t row_stride, step;

  Product(const Geometry& g, Pass pass) {
    const std::size_t C = g.channels / g.groups, K = g.filters / g.groups;
    const bool back = pass == Pass::backward_data;
    read = back ? K : C;
    written = back ? C : K;
    pixels = g.height * g.width;
    row_stride = back ? 1 : C;
    step = back ? C : 1;
  }

  /** A panel of the input, and a tile of the output where the image ends within a vector. */
  template <typename T>
  std::size_t scratch() const {
    return round_up((read + tile_rows) * tile_columns<T>, cache_line<T>);
  }
};

/** Copies `columns` pixels of every channel side by side, the rest of the panel zero. */
template <typename T>
void copy_panel(const T* source, std::size_t stride, std::size_t channels, std::size_t columns, T* panel) {
  for (std::size_t c = 0; c < channels; ++c, source += stride, panel += tile_columns<T>) {
    if (columns == tile_columns<T>) {
      unrolled<tile_vectors>([&](auto v) DLN_INLINE {
        Vector<T>::load(source + v * lanes<T>).store(panel + v * lanes<T>);
        prefetch(source + tile_columns<T> + v * lanes<T>);
      });
    } else {
      std::copy(source, source + columns, panel);
      std::fill(panel + columns, panel + tile_columns<T>, T(0));
    }
  }
}

}  // namespace

bool applicable(const Geometry& g) {
  return g.kernel_height == 1 && g.kernel_width == 1 && g.stride_height == 1 && g.stride_width == 1 &&
         g.padding_top + g.padding_bottom + g.padding_left + g.padding_right == 0;
}

template <typename T>
void multiply_images(const Geometry& g, Pass pass, std::size_t batch, const T* x, const T* weight, const T* bias, T* y,
                     Workspace<T>& workspace) {
  check(g);
  const Product product(g, pass);
  const std::size_t threads = worthwhile_threads(flops(g, batch)), pixels = product.pixels;
  T* memory = workspace.reserve(threads * product.scratch<T>());
  // A task is a run of panels, so that a thread reads on where it stopped.
  const std::size_t panels = ceil_divide(pixels, tile_columns<T>);
  const std::size_t parts = std::min(panels, round_up(ceil_divide(16, batch * g.groups), threads));
  for_each_task(
      batch * g.groups * parts,
      [&](std::size_t task, std::size_t thread) {
        const std::size_t part = task % parts, image = task / parts, group = image % g.groups;
        T* panel = memory + thread * product.scratch<T>();
        T* edge = panel + product.read * tile_columns<T>;
        const T* W = weight + group * product.read * product.written;
        for (std::size_t p = panels * part / parts; p < panels * (part + 1) / parts; ++p) {
          const std::size_t pixel = p * tile_columns<T>, columns = std::min(tile_columns<T>, pixels - pixel);
          const std::size_t vectors = ceil_divide(columns, lanes<T>);
          const bool whole = columns == vectors * lanes<T>;
          copy_panel(x + image * product.read * pixels + pixel, pixels, product.read, columns, panel);

          // Multiply six filters at a time by a panel of pixels.
          const Segment channels{0, product.read};
          for (std::size_t k = 0; k < product.written;) {
            const std::size_t rows = next_tile(product.written - k);
            Left<T> left{{}, product.step};
            std::array<T*, tile_rows> out{};
            for (std::size_t i = 0; i < rows; ++i) {
              T* destination = y + (image * product.written + k + i) * pixels + pixel;
              left.row_start[i] = W + (k + i) * product.row_stride;
              out[i] = whole ? destination : edge + i * tile_columns<T>;
              if (bias) std::fill(out[i], out[i] + vectors * lanes<T>, bias[group * product.written + k + i]);
            }
            multiply_tile(rows, vectors, left, &channels, 1, panel, tile_columns<T>, out, bias != nullptr);
            for (std::size_t i = 0; !whole && i < rows; ++i)
              std::copy(out[i], out[i] + columns, y + (image * product.written + k + i) * pixels + pixel);
            k += rows;
          }
        }
      },
      threads);
}

template <typename T>
std::size_t workspace_size(const Geometry& g, Pass pass, std::size_t threads) {
  return threads * Product(g, pass).scratch<T>();
}

template void multiply_images(const Geometry&, Pass, std::size_t, const float*, const float*, const float*, float*,
                              Workspace<float>&);
template void multiply_images(const Geometry&, Pass, std::size_t, const double*, const double*, const double*, double*,
                              Workspace<double>&);
template std::size_t workspace_size<float>(const Geometry&, Pass, std::size_t);
template std::size_t workspace_size<double>(const Geometry&, Pass, std::size_t);

}  // namespace dln::conv::pointwise

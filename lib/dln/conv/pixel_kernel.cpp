#include "dln/conv/pixel_kernel.hpp"

#include <algorithm>

#include "dln/conv/cache.hpp"
#include "dln/conv/layout.hpp"
#include "dln/conv/visible.hpp"

namespace dln::conv {

namespace {

/** Vectors in a tile of so many rows: fewer rows leave registers for more of them. */
constexpr std::size_t vectors_beside(std::size_t rows) {
  return std::clamp((vector_registers - 2) / (rows + 1), tile_vectors, std::size_t{8});
}

/** Where a kernel finds its values, and what it does beside the sums. */
enum class Values {
  tiles,        ///< in the tiles
  tiles_ahead,  ///< there too; it asks for those that will be wanted next
  window,       ///< where the table tells
  copied        ///< there too; it copies them to the tiles
};

/** What a kernel multiplies at once. */
struct Shape {
  std::size_t height;   ///< filters of a tile
  std::size_t tiles;    ///< one below the other
  std::size_t vectors;  ///< of a tile, as it lies in memory
};

/**
 * Terms ahead, whose values are asked for while they are copied: each lies on another page,
 * which no core foresees. Tried on Intel's servers alone.
 */
constexpr std::size_t values_asked_for = 8;

/**
 * The sums of some tiles of outputs for some filters, `Tile.tiles` tiles at a time, `stride`
 * elements from one filter's to the next's. It has no way of its own for what is there already,
 * nor for parts of vectors: with branches, the compiler no longer keeps all sums in registers.
 * And it goes from filters to filters by itself: whoever shares the core leaves it few
 * instructions for more than the sums.
 */
template <typename T, Shape Tile, std::size_t Vectors, Values From>
void pixel_tiles(const PixelProduct<T>& p, Range filters, Range outputs, T* sums,
                 std::size_t stride) {
  constexpr std::size_t width = lanes<T>;
  constexpr std::size_t lines = ceil_divide(Vectors * width, cache_line<T>);
  constexpr bool from_tiles = From == Values::tiles || From == Values::tiles_ahead;
  constexpr std::size_t row_count = Tile.tiles * Tile.height, columns = Tile.vectors * width;
  // What lies across the lines of the cache costs more to load again than stores that wait.
  constexpr std::size_t together =
      From == Values::window ? row_count : rows_finished_together<row_count, Vectors>;
  // Copies of what it needs of `p`: for all that the compiler knows, a sum might be stored
  // there.
  const std::size_t depth = p.depth, last_terms = finish_terms<row_count, together>(depth);
  const std::size_t jumps = (depth - last_terms) / unrolled_terms;
  const std::size_t weights_step = row_count * p.weight_depth, next_step = p.next_stride;
  const std::size_t* const where = p.where;
  const bool biased = p.bias && !p.add;
  const bool streamed =
      intel_server && p.streamed;  // nobody else asks for it, and should have no branch
  static constexpr T zero = 0;
  const T* start = biased ? p.bias + filters.begin : &zero;
  const std::size_t start_step = biased ? 1 : 0;
  const T* first_next = p.next;
  const T* weights = p.weights + filters.begin * p.weight_depth + p.before * Tile.height;
  const std::size_t tile_step = Tile.height * p.weight_depth,
                    near = values_asked_for * p.next_stride;
  for (std::size_t filter = filters.begin; filter < filters.end; filter += row_count) {
    T* place = sums;
    for (std::size_t output = outputs.begin; output < outputs.end;
         output += Vectors * width, place += Vectors * width) {
      Vector<T> sum[row_count][Vectors];
      unrolled<row_count>([&](std::size_t row) DLN_INLINE {
        unrolled<Vectors>([&](std::size_t v)
                              DLN_INLINE { sum[row][v] = Vector<T>(start[row * start_step]); });
      });

      T* tile = From == Values::window ? nullptr : p.tiles + output * depth;
      const T* values = from_tiles ? nullptr : p.values + output;
      // [Multiply neighbouring values by a weight of each filter]
      const auto add_product = [&](std::size_t term, auto rows) DLN_INLINE {
        const T* from = from_tiles ? tile + term * columns : values + where[term];
        if constexpr (intel_server && From == Values::copied && rows.first == 0)
          unrolled<lines>([&](std::size_t line)
                              DLN_INLINE { prefetch(from + near + line * cache_line<T>); });
        Vector<T> value[Vectors];
        unrolled<Vectors>([&](std::size_t v) DLN_INLINE {
          value[v] = Vector<T>::load(from + v * width);
          hold(value[v]);
          if constexpr (From == Values::copied && rows.first == 0)
            value[v].store(tile + term * columns + v * width);
        });
        unrolled<rows.count>([&](std::size_t i) DLN_INLINE {
          const std::size_t row = rows.first + i;
          const Vector<T> weight(
              weights[row / Tile.height * tile_step + term * Tile.height + row % Tile.height]);
          unrolled<Vectors>([&](std::size_t v)
                                DLN_INLINE { multiply_add(sum[row][v], weight, value[v]); });
        });
      };
      // [Multiply neighbouring values by a weight of each filter]
      constexpr TileRows<0, row_count> all;
      // Ask for the places of the sums, so that they are there when the sums are: a row at
      // every jump.
      const auto ask_for = [&](std::size_t row) DLN_INLINE {
        if (streamed) return;
        unrolled<lines>([&](std::size_t line) DLN_INLINE {
          prefetch_to_write(place + row * stride + line * cache_line<T>);
        });
      };
      for (std::size_t row = jumps; row < row_count; ++row) ask_for(row);
      const T* next = From == Values::tiles_ahead ? first_next + output : nullptr;
      std::size_t term = 0;
      for (std::size_t jump = 0; jump < jumps; ++jump, term += unrolled_terms) {
        if constexpr (From == Values::tiles_ahead) {
          unrolled<Tile.tiles>([&](auto) DLN_INLINE {
            unrolled<lines>([&](std::size_t line)
                                DLN_INLINE { prefetch_early(next + line * cache_line<T>); });
            next += next_step;
          });
        }
        if (jump < row_count) ask_for(jump);
        unrolled<unrolled_terms>([&](std::size_t i) DLN_INLINE { add_product(term + i, all); });
      }
      for (; term < depth - last_terms; ++term) add_product(term, all);

      finish_rows<row_count, together>([&](auto rows) DLN_INLINE {
        if (last_terms > 0)
          unrolled<unrolled_terms>([&](std::size_t i)
                                       DLN_INLINE { add_product(term + i, rows); });
        unrolled<rows.count>([&](std::size_t i) DLN_INLINE {
          const std::size_t row = rows.first + i;
          unrolled<Vectors>([&](std::size_t v) DLN_INLINE {
            T* const to = place + row * stride + v * width;
            streamed ? sum[row][v].stream(to) : sum[row][v].store(to);
          });
        });
      });
    }
    weights += weights_step;
    if constexpr (From == Values::tiles_ahead) first_next += Tile.tiles * jumps * next_step;
    start += row_count * start_step;
    sums += row_count * stride;
  }
}

template <typename T>
using Kernel = void (*)(const PixelProduct<T>&, Range, Range, T*, std::size_t);

/** Vectors that the largest kernel for these tiles takes. */
template <Shape Tile, Values From>
constexpr std::size_t max_vectors = From == Values::window ? vectors_beside(Tile.height)
                                                           : Tile.vectors;

/** A kernel for each number of vectors. */
template <typename T, Shape Tile, Values From>
constexpr auto kernels = []<std::size_t... I>(std::index_sequence<I...>) {
  return std::array<Kernel<T>, sizeof...(I)>{pixel_tiles<T, Tile, I + 1, From>...};
}
(std::make_index_sequence<max_vectors<Tile, From>>{});

/** All outputs for some filters. */
template <typename T, Shape Tile, Values From>
void multiply_rows(const PixelProduct<T>& p, Range filters, std::size_t outputs) {
  constexpr std::size_t width = lanes<T>, columns = max_vectors<Tile, From> * width,
                        rows = Tile.tiles * Tile.height;
  T* const y = p.y + filters.begin * p.plane;
  const std::size_t whole = p.add ? 0 : outputs / columns * columns;
  if (whole > 0) kernels<T, Tile, From>.back()(p, filters, {0, whole}, y, p.plane);
  for (std::size_t output = whole; output < outputs; output += columns) {
    const std::size_t count = std::min(columns, outputs - output),
                      vectors = ceil_divide(count, width);
    const Kernel<T> kernel = kernels<T, Tile, From>[vectors - 1];
    const Range tile{output, output + vectors * width};
    if (!p.add && count % width == 0) {
      kernel(p, filters, tile, y + output, p.plane);
      continue;
    }
    // Add to what is there, or leave out what is too much.
    T sums[rows * columns];
    for (std::size_t filter = filters.begin; filter < filters.end; filter += rows) {
      kernel(p, {filter, filter + rows}, tile, sums, columns);
      for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t i = 0; i < count; i += width) {
          const std::size_t some = std::min(width, count - i);
          T* place = p.y + (filter + row) * p.plane + output + i;
          auto result = Vector<T>::load(sums + row * columns + i);
          if (p.add) result += load_first(place, some);
          store_first(result, place, some);
        }
    }
  }
}

/**
 * All outputs for some filters, in tiles of so many rows and vectors, `Tiles` of them at once.
 */
template <typename T, std::size_t Tiles, std::size_t Vectors, Values From>
void multiply_filters(const PixelProduct<T>& p, Range filters, std::size_t rows,
                      std::size_t outputs) {
  unrolled<tile_rows>([&](auto i) {
    if (rows == i + 1)
      multiply_rows<T, Shape{i + 1, Tiles, Vectors}, From>(p, filters, outputs);
  });
}

/** All outputs for some filters; `together` is two where tiles are narrow and two of them are
 * multiplied at once. */
template <typename T, Values From>
void multiply_filters(const PixelProduct<T>& p, Range filters, std::size_t rows,
                      std::size_t together, std::size_t outputs) {
  constexpr std::size_t narrow = tile_width<T>(1) / lanes<T>;
  if constexpr (narrow < tile_vectors) {
    if (together == 2) return multiply_filters<T, 2, narrow, From>(p, filters, rows, outputs);
    if (tile_width<T>(outputs) < tile_columns<T>)
      return multiply_filters<T, 1, narrow, From>(p, filters, rows, outputs);
  }
  multiply_filters<T, 1, tile_vectors, From>(p, filters, rows, outputs);
}

/** How many of the next tiles are as high as the first, when `rows` remain. */
std::size_t tiles_alike(std::size_t rows) {
  const std::size_t height = next_tile(rows);
  std::size_t count = 1;
  while (count * height < rows && next_tile(rows - count * height) == height) ++count;
  return count;
}

}  // namespace

template <typename T>
void pack_rows(const T* weights, std::size_t filters, std::size_t depth, T* packed) {
  for (std::size_t filter = 0; filter < filters;) {
    const std::size_t rows = next_tile(filters - filter);
    transpose_matrix(weights + filter * depth, depth, rows, depth, packed + filter * depth,
                     rows, rows);
    filter += rows;
  }
}

template <typename T>
void multiply_pixels(const PixelProduct<T>& p, std::size_t filters, std::size_t outputs) {
  PixelProduct<T> product = p;
  // A tile of filters asks for the next values of so many terms, and so many tiles do.
  const std::size_t terms = jumps_of_tile(p.depth);
  std::size_t asking = p.next && terms > 0 ? ceil_divide(p.depth, terms) : 0;
  for (std::size_t filter = 0; filter < filters;) {
    const std::size_t rows = next_tile(filters - filter), alike = tiles_alike(filters - filter);
    const bool copies = p.where && p.tiles && filter == 0, asks = !copies && asking > 0;
    const bool in_window = p.where && !p.tiles;
    const std::size_t together =
        in_window || alike == 1 ? 1 : tile_columns<T> / tile_width<T>(outputs);
    const std::size_t most = copies ? together : asks ? std::max(together, asking) : alike;
    const std::size_t tiles = std::min(alike, most) / together * together;
    const Range some{filter, filter + tiles * rows};
    if (in_window)
      multiply_filters<T, 1, tile_vectors, Values::window>(product, some, rows, outputs);
    else if (copies)
      multiply_filters<T, Values::copied>(product, some, rows, together, outputs);
    else if (asks) {
      multiply_filters<T, Values::tiles_ahead>(product, some, rows, together, outputs);
      product.next += tiles * terms * p.next_stride;
      asking -= std::min(asking, tiles);
    } else
      multiply_filters<T, Values::tiles>(product, some, rows, together, outputs);
    filter = some.end;
  }
}

template void pack_rows(const float*, std::size_t, std::size_t, float*);
template void pack_rows(const double*, std::size_t, std::size_t, double*);
template void multiply_pixels(const PixelProduct<float>&, std::size_t, std::size_t);
template void multiply_pixels(const PixelProduct<double>&, std::size_t, std::size_t);

}  // namespace dln::conv

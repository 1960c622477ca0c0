// The gradient of few filters' weights. Again neighbouring outputs are the vector lanes: their
// gradients are multiplied by what they see through one tap, lane by lane, row by row, and the
// lanes are added at last.
#include <algorithm>
#include <array>

#include "dln/conv/cost.hpp"
#include "dln/conv/microkernel.hpp"
#include "dln/conv/sliding.hpp"
#include "dln/conv/sliding_window.hpp"
#include "dln/conv/tasks.hpp"
#include "dln/conv/vector.hpp"

namespace dln::conv::sliding {

namespace {

/** Some rows of the gradients of some filters' outputs, and what those outputs see through some
 * taps. */
template <typename T>
struct Products {
  const T* gradients;                ///< filter f, row i: at f plane + i outputs
  std::size_t plane, rows, outputs;  ///< outputs of a filter, rows of them, outputs of a row
  std::array<const T*, tile_vectors> values;  ///< what row 0 sees through each tap
  std::size_t value_row;                      ///< from one row to the next
  T* sums;               ///< a vector for each filter and tap, where they are added
  std::size_t sums_row;  ///< vectors from one filter to the next
};

/** Adds the products of a register tile: Filters filters by Taps taps. */
template <typename T, std::size_t Filters, std::size_t Taps>
void sum_tile(const Products<T>& p) {
  constexpr std::size_t width = lanes<T>;
  const auto place = [&](std::size_t f, std::size_t tap) {
    return p.sums + (f * p.sums_row + tap) * width;
  };
  Vector<T> sum[Filters][Taps];
  unrolled<Filters>([&](auto f) DLN_INLINE {
    unrolled<Taps>([&](auto tap) DLN_INLINE { sum[f][tap] = Vector<T>::load(place(f, tap)); });
  });
  // [Multiply gradients by what their outputs see, lane by lane]
  const auto add = [&](std::size_t row, std::size_t output, const auto& load) DLN_INLINE {
    Vector<T> value[Taps];
    unrolled<Taps>([&](auto tap) DLN_INLINE {
      value[tap] = load(p.values[tap] + row * p.value_row + output);
    });
    unrolled<Filters>([&](auto f) DLN_INLINE {
      Vector<T> gradient = load(p.gradients + f * p.plane + row * p.outputs + output);
      hold(gradient);
      unrolled<Taps>([&](auto tap) DLN_INLINE { sum[f][tap] += gradient * value[tap]; });
    });
  };
  // [Multiply gradients by what their outputs see, lane by lane]
  for (std::size_t row = 0; row < p.rows; ++row) {
    std::size_t output = 0;
    for (; output + width <= p.outputs; output += width)
      add(row, output, [](const T* source) DLN_INLINE { return Vector<T>::load(source); });
    if (output < p.outputs)
      add(row, output,
          [&](const T* source) DLN_INLINE { return load_first(source, p.outputs - output); });
  }
  unrolled<Filters>([&](auto f) DLN_INLINE {
    unrolled<Taps>([&](auto tap) DLN_INLINE { sum[f][tap].store(place(f, tap)); });
  });
}

/**
 * A function for each size of the tile: sum_tiles<T>[(filters - 1) tile_vectors + taps - 1].
 */
template <typename T>
constexpr auto sum_tiles = []<std::size_t... I>(std::index_sequence<I...>) {
  return std::array{sum_tile<T, I / tile_vectors + 1, I % tile_vectors + 1>...};
}
(std::make_index_sequence<tile_rows * tile_vectors>{});

/** How the sums are divided: blocks of rows are summed in parts that the shape alone fixes, a
 * sum for each. */
template <typename T>
struct Sums {
  Plan plan;
  std::size_t terms;   ///< weights of a filter, C R S
  std::size_t blocks;  ///< of rows, of all images
  std::size_t parts;   ///< of the blocks
  std::size_t window, vectors,
      size;  ///< elements: of a window, of the vectors that a thread sums, of a part's sums
  std::size_t own;  ///< from one thread's window and vectors to the next one's

  Sums(const Geometry& g, std::size_t batch) {
    const std::size_t threads = worthwhile_threads(flops(g, batch), usual_threads);
    plan = sliding::plan<T>(g, Direction::forward, batch, threads);
    const direct::Layer& layer = plan.layer;
    terms = layer.channels * layer.taps();
    blocks = batch * plan.blocks;
    parts = threads == 1 ? 1 : std::min(blocks, 4 * usual_threads);
    window = round_up(layer.channels * plan.plane, cache_line<T>);
    vectors = round_up(layer.filters * terms * lanes<T>, cache_line<T>);
    size = round_up(layer.filters * terms, cache_line<T>);
    own = own_part<T>(window + vectors);
  }
};

/** Adds what one block of rows contributes to the vectors of a group's sums. */
template <typename T>
void add_block(const Sums<T>& s, const Terms& terms, std::size_t row, const T* window,
               const T* dy, T* vectors) {
  const direct::Layer& layer = s.plan.layer;
  const std::size_t P = layer.rows.written, Q = layer.columns.written;
  const std::size_t tap_blocks = ceil_divide(s.terms, tile_vectors);
  for (std::size_t f = 0, filters = 0; f < layer.filters; f += filters) {
    filters = next_tile(layer.filters - f);
    for (std::size_t block = 0; block < tap_blocks; ++block) {
      const std::size_t begin = s.terms * block / tap_blocks,
                        end = s.terms * (block + 1) / tap_blocks;
      Products<T> p{.gradients = dy + f * P * Q + row * Q,
                    .plane = P * Q,
                    .rows = std::min(s.plan.block_rows, P - row),
                    .outputs = Q,
                    .values = {},
                    .value_row = layer.rows.position_scale * s.plan.row,
                    .sums = vectors + (f * s.terms + begin) * lanes<T>,
                    .sums_row = s.terms};
      for (std::size_t term = begin; term < end; ++term)
        p.values[term - begin] = window + terms.where[term];
      sum_tiles<T>[(filters - 1) * tile_vectors + end - begin - 1](p);
    }
  }
}

}  // namespace

template <typename T>
bool suitable_for_weights(const Geometry& g) {
  const std::size_t K = g.filters / g.groups, Q = output_width(g),
                    taps = g.kernel_height * g.kernel_width;
  return taps > 1 && g.channels / g.groups * taps <= max_terms &&
         2 * K * ceil_divide(Q, lanes<T>) <= Q;
}

template <typename T>
std::size_t weights_workspace_size(const Geometry& g, std::size_t batch, std::size_t threads) {
  const Sums<T> s(g, batch);
  return threads * s.own + g.groups * s.parts * s.size;
}

template <typename T>
void backward_weights(const Geometry& g, std::size_t batch, const T* x, const T* dy, T* dweight,
                      T* memory, std::size_t threads) {
  const Sums<T> s(g, batch);
  const direct::Layer& layer = s.plan.layer;
  const std::size_t weights = layer.filters * s.terms;
  T* all_sums = memory + threads * s.own;
  Terms terms;
  find_terms(s.plan, {0, layer.channels}, terms);
  for_each_task(
      g.groups * s.parts,
      [&](std::size_t task, std::size_t thread) {
        const std::size_t part = task % s.parts, group = task / s.parts;
        T* window = memory + thread * s.own;
        T* vectors = window + s.window;
        std::fill(vectors, vectors + weights * lanes<T>, T(0));
        for (std::size_t block = s.blocks * part / s.parts;
             block < s.blocks * (part + 1) / s.parts; ++block) {
          const std::size_t image = block / s.plan.blocks * g.groups + group;
          const std::size_t row = block % s.plan.blocks * s.plan.block_rows;
          fill_window(s.plan, x + image * layer.channels * g.height * g.width, row, window);
          add_block(s, terms, row, window,
                    dy + image * layer.filters * layer.rows.written * layer.columns.written,
                    vectors);
        }
        T* sums = all_sums + task * s.size;
        for (std::size_t weight = 0; weight < weights; ++weight) {
          sums[weight] = vectors[weight * lanes<T>];
          for (std::size_t lane = 1; lane < lanes<T>; ++lane)
            sums[weight] += vectors[weight * lanes<T> + lane];
        }
      },
      threads);
  // Add what the parts have summed, in their order.
  for (std::size_t group = 0; group < g.groups; ++group, dweight += weights)
    for (std::size_t part = 0; part < s.parts; ++part)
      for (std::size_t weight = 0; weight < weights; ++weight)
        dweight[weight] += all_sums[(group * s.parts + part) * s.size + weight];
}

#define DLN_INSTANTIATE(T)                                                                   \
  template bool suitable_for_weights<T>(const Geometry&);                                    \
  template std::size_t weights_workspace_size<T>(const Geometry&, std::size_t, std::size_t); \
  template void backward_weights(const Geometry&, std::size_t, const T*, const T*, T*, T*,   \
                                 std::size_t);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv::sliding

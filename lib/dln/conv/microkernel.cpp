#include "dln/conv/microkernel.hpp"

#include "dln/conv/cache.hpp"

namespace dln::conv {

namespace {

/** When a kernel asks for what will be wanted after its factors. */
enum class Asking {
  at_jumps,  ///< for a few lines of the cache, at every jump
  at_terms   ///< for many, at every term: those of a jump would keep what the sums need now
             ///< waiting
};

/**
 * Lines that are asked for at a term, in equal steps: if these are longer than a line, some are
 * left out. Inside the function, where it is used, this constant made the compiler keep sums in
 * memory: up to a fifth slower.
 */
constexpr std::size_t asked_at_term = 2;

/**
 * Terms from one jump to the next. On Intel's servers three of a whole tile were found to be a
 * little quicker than eight; two and four were not, nor were three of fewer rows.
 * @param rows of the tile
 * @return terms
 */
constexpr std::size_t terms_of_jump(std::size_t rows) {
  return intel_server && rows == tile_rows ? 3 : unrolled_terms;
}

template <typename T, std::size_t Rows, std::size_t Vectors, bool Contiguous, Asking When>
void register_tile(const Left<T>& a, const Segment* segments, std::size_t segment_count,
                   const T* b, const std::array<T*, tile_rows>& c, bool add, Ahead<T>& ahead) {
  constexpr std::size_t width = lanes<T>, columns = tile_columns<T>,
                        terms = terms_of_jump(Rows);
  const auto row_start = a.row_start;
  const auto step = Contiguous ? std::ptrdiff_t(1) : std::ptrdiff_t(a.step);
  Vector<T> sum[Rows][Vectors];
  // Start from what is there, or from zero: so a sum in parts is added in the same order as a
  // whole one.
  unrolled<Rows>([&](std::size_t row) DLN_INLINE {
    unrolled<Vectors>([&](std::size_t v) DLN_INLINE {
      sum[row][v] = add ? Vector<T>::load(c[row] + v * width) : Vector<T>(T(0));
    });
  });

  // [Add the outer product of a column of A and a row of B]
  const auto add_product = [&](std::ptrdiff_t element, const T* term, auto rows) DLN_INLINE {
    Vector<T> row_of_b[Vectors];
    unrolled<Vectors>([&](std::size_t v) DLN_INLINE {
      row_of_b[v] = Vector<T>::load(term + v * width);
      hold(row_of_b[v]);
    });
    unrolled<rows.count>([&](std::size_t i) DLN_INLINE {
      const std::size_t row = rows.first + i;
      const Vector<T> scalar(row_start[row][element]);
      unrolled<Vectors>([&](std::size_t v)
                            DLN_INLINE { multiply_add(sum[row][v], scalar, row_of_b[v]); });
    });
  };
  // [Add the outer product of a column of A and a row of B]

  constexpr TileRows<0, Rows> all;
  const Segment* const end = segments + segment_count;
  constexpr std::size_t together = rows_finished_together<Rows, Vectors>;
  const std::size_t last_terms =
      segment_count > 0 ? finish_terms<Rows, together>(end[-1].depth) : 0;
  // Of its own: for all that the compiler knows, a prefetch might look at `ahead`, which it
  // would store for every line.
  const T* next = ahead.next;
  const std::size_t asked = ahead.lines * cache_line<T>, step_ahead = ahead.step;
  const T* next_row = ahead.rows;
  const T* next_sums = ahead.sums;
  const T* const last_sums = next_sums + (next_sums ? Rows * columns : 0);
  // Of the next tile a row at a time: the beginning of A's, whose continuation no core needs to
  // be told, and C's.
  const auto ask_for_row = [&]() DLN_INLINE {
    unrolled<2>([&](std::size_t line)
                    DLN_INLINE { prefetch(next_row + line * cache_line<T>); });
    unrolled<ceil_divide(Vectors * width, cache_line<T>)>(
        [&](std::size_t line) DLN_INLINE { prefetch(next_sums + line * cache_line<T>); });
    next_row += ahead.row_stride;
    next_sums += columns;
  };
  std::ptrdiff_t element = 0;
  const T* term = b;
  for (const Segment* segment = segments; segment != end; ++segment) {
    element = segment->offset;
    term = b + segment->row * columns;
    std::size_t left = segment->depth - (segment + 1 == end ? last_terms : 0);
    for (; left >= terms; left -= terms, term += terms * columns) {
      if constexpr (When == Asking::at_jumps)
        for (const T* const stop = next + asked; next != stop; next += cache_line<T>)
          prefetch_early(next);
      if constexpr (Contiguous)  // at the last jumps, lest it be driven out again
        if (left < (Rows + 1) * terms && next_sums != last_sums) ask_for_row();
      unrolled<terms>([&](std::size_t i) DLN_INLINE {
        if constexpr (When == Asking::at_terms)
          unrolled<asked_at_term>([&](auto) DLN_INLINE {
            prefetch_early(next);
            next += step_ahead;
          });
        add_product(element, term + i * columns, all);
        element += step;
      });
    }
    for (; left > 0; --left, element += step, term += columns) add_product(element, term, all);
  }

  ahead.next = next;
  if constexpr (Contiguous)
    while (next_sums != last_sums) ask_for_row();

  // [Finish some rows, then the next]
  finish_rows<Rows, together>([&](auto rows) DLN_INLINE {
    if (last_terms > 0)
      unrolled<unrolled_terms>([&](std::size_t i) DLN_INLINE {
        add_product(element + std::ptrdiff_t(i) * step, term + i * columns, rows);
      });
    unrolled<rows.count>([&](std::size_t i) DLN_INLINE {
      const std::size_t row = rows.first + i;
      unrolled<Vectors>([&](std::size_t v)
                            DLN_INLINE { sum[row][v].store(c[row] + v * width); });
    });
  });
  // [Finish some rows, then the next]
}

template <typename T>
using Kernel = void (*)(const Left<T>&, const Segment*, std::size_t, const T*,
                        const std::array<T*, tile_rows>&, bool, Ahead<T>&);

/** A kernel for each height and width of the tile: kernels<T, ...>[(rows - 1) tile_vectors +
 * vectors - 1]. */
template <typename T, bool Contiguous, Asking When>
constexpr auto kernels = []<std::size_t... I>(std::index_sequence<I...>) {
  return std::array<Kernel<T>, sizeof...(I)>{
      register_tile<T, I / tile_vectors + 1, I % tile_vectors + 1, Contiguous, When>...};
}
(std::make_index_sequence<tile_rows * tile_vectors>{});

}  // namespace

template <typename T>
void multiply_tile(std::size_t rows, std::size_t vectors, const Left<T>& a,
                   const Segment* segments, std::size_t segment_count, const T* b,
                   const std::array<T*, tile_rows>& c, bool add, Ahead<T>& ahead) {
  const std::size_t kernel = (rows - 1) * tile_vectors + vectors - 1;
  constexpr Asking many = intel_server ? Asking::at_terms : Asking::at_jumps;
  const auto& by_size = a.step != 1      ? kernels<T, false, Asking::at_jumps>
                        : ahead.step > 0 ? kernels<T, true, many>
                                         : kernels<T, true, Asking::at_jumps>;
  by_size[kernel](a, segments, segment_count, b, c, add, ahead);
}

template <typename T>
void multiply(std::size_t rows, std::size_t vectors, std::size_t depth, const T* a,
              std::size_t row_stride, std::size_t step, const T* b, T* c, bool add,
              const T* next, std::size_t next_size) {
  const Segment whole{0, depth};
  // What will be wanted next is asked for in all tiles alike, though the jumps of whole ones
  // are shorter.
  std::size_t jumps = 0, terms = 0;
  for (std::size_t row = 0, height = 0; row < rows; row += height) {
    height = next_tile(rows - row);
    const std::size_t jumps_of_this = jumps_of_tile(depth, terms_of_jump(height));
    jumps += jumps_of_this;
    terms += jumps_of_this * terms_of_jump(height);
  }
  Ahead<T> ahead{.next = next, .row_stride = row_stride};
  if (jumps > 0) {
    ahead.lines = ceil_divide(next_size, cache_line<T> * jumps);
    if (next_size > cache_line<T> * terms)
      ahead.step = ceil_divide(next_size, asked_at_term * terms);
  }
  Left<T> left{{}, step};
  std::array<T*, tile_rows> out{};
  for (std::size_t row = 0, height = 0; row < rows; row += height) {
    height = next_tile(rows - row);
    for (std::size_t i = 0; i < height; ++i, a += row_stride, c += tile_columns<T>)
      left.row_start[i] = a, out[i] = c;
    if (step == 1) {
      ahead.rows = a;
      ahead.sums = c;
    } else {  // where A's rows do not run from term to term, the kernel has no registers left
              // to ask
      unrolled<tile_rows * tile_vectors>([&](auto v) {
        if constexpr (v * lanes<T> % cache_line<T> == 0) prefetch(c + v * lanes<T>);
      });
    }
    multiply_tile(height, vectors, left, &whole, 1, b, out, add, ahead);
  }
}

template void multiply_tile(std::size_t, std::size_t, const Left<float>&, const Segment*,
                            std::size_t, const float*, const std::array<float*, tile_rows>&,
                            bool, Ahead<float>&);
template void multiply_tile(std::size_t, std::size_t, const Left<double>&, const Segment*,
                            std::size_t, const double*, const std::array<double*, tile_rows>&,
                            bool, Ahead<double>&);
template void multiply(std::size_t, std::size_t, std::size_t, const float*, std::size_t,
                       std::size_t, const float*, float*, bool, const float*, std::size_t);
template void multiply(std::size_t, std::size_t, std::size_t, const double*, std::size_t,
                       std::size_t, const double*, double*, bool, const double*, std::size_t);

}  // namespace dln::conv

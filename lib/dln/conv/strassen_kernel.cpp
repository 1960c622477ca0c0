#include "dln/conv/strassen_kernel.hpp"

#include <array>
#include <utility>

#include "dln/conv/cache.hpp"

namespace dln::conv::strassen {

namespace {

/** The sums of a tile of this size, by products that all copy their differences, or all find
 * them. */
template <typename T, std::size_t Filters, std::size_t Vectors, bool Copying>
void sum_tile(const Chain<T>& chain, Wanted<T>& wanted) {
  constexpr std::size_t width = lanes<T>, columns = tile_columns<T>;
  constexpr TileRows<0, Filters> all;
  constexpr std::size_t together = rows_finished_together<Filters, Vectors>;
  const std::size_t last_terms = finish_terms<Filters, together>(chain.depth);
  const std::size_t jumps = (chain.depth - last_terms) / unrolled_terms;

  Vector<T> sum[Filters][Vectors];
  unrolled<Filters>([&](std::size_t row) DLN_INLINE {
    const T* start = chain.start.first + row * chain.start.stride;
    unrolled<Vectors>([&](std::size_t v)
                          DLN_INLINE { sum[row][v] = Vector<T>::load(start + v * width); });
  });
  for (const Product<T>*p = chain.products, *end = p + chain.count; p != end; ++p) {
    T* const written = p->written.first;
    const std::size_t written_stride = p->written.stride;
    const bool streamed = p->streamed;
    const auto ask_for = [&](std::size_t row) DLN_INLINE {
      if (!streamed)
        unrolled<ceil_divide(Vectors * width, cache_line<T>)>([&](std::size_t line) DLN_INLINE {
          prefetch_to_write(written + row * written_stride + line * cache_line<T>);
        });
    };
    const T *weights = p->weights, *values = p->values.first, *less = p->less.first;
    const std::size_t stride = Copying ? p->values.stride : columns,
                      less_stride = p->less.stride;
    T* copy = p->copy;
    const auto add_term = [&](std::size_t i, auto rows) DLN_INLINE {
      Vector<T> value[Vectors];
      unrolled<Vectors>([&](std::size_t v) DLN_INLINE {
        value[v] = Vector<T>::load(values + i * stride + v * width);
        if constexpr (Copying)
          value[v] = value[v] - Vector<T>::load(less + i * less_stride + v * width);
        hold(value[v]);
        if constexpr (Copying && rows.first == 0)
          value[v].store(copy + i * columns + v * width);
      });
      unrolled<rows.count>([&](std::size_t r) DLN_INLINE {
        const std::size_t row = rows.first + r;
        const Vector<T> weight(weights[i * Filters + row]);
        unrolled<Vectors>([&](std::size_t v)
                              DLN_INLINE { multiply_add(sum[row][v], weight, value[v]); });
      });
    };
    const auto advance = [&](std::size_t terms) DLN_INLINE {
      weights += terms * Filters;
      values += terms * stride;
      if constexpr (Copying) less += terms * less_stride, copy += terms * columns;
    };

    for (std::size_t row = jumps; row < Filters; ++row) ask_for(row);
    for (std::size_t jump = 0; jump < jumps; ++jump) {
      if (wanted.rows > 0) {
        for (std::size_t line = 0; line < wanted.lines; ++line)
          prefetch_early(wanted.next + line * cache_line<T>);
        if (--wanted.rows > 0) wanted.next += wanted.stride;
      }
      if (jump < Filters) ask_for(jump);
      unrolled<unrolled_terms>([&](std::size_t i) DLN_INLINE { add_term(i, all); });
      advance(unrolled_terms);
    }
    for (std::size_t left = chain.depth - last_terms - jumps * unrolled_terms; left > 0;
         --left) {
      add_term(0, all);
      advance(1);
    }
    finish_rows<Filters, together>([&](auto rows) DLN_INLINE {
      if (last_terms > 0)
        unrolled<unrolled_terms>([&](std::size_t i) DLN_INLINE { add_term(i, rows); });
      unrolled<rows.count>([&](std::size_t r) DLN_INLINE {
        const std::size_t row = rows.first + r;
        const Vector<T> bias(p->bias[row]);
        unrolled<Vectors>([&](std::size_t v) DLN_INLINE {
          const auto also = Vector<T>::load(p->also.first + row * p->also.stride + v * width);
          const auto result = sum[row][v] + also + bias;
          T* const place = written + row * written_stride + v * width;
          streamed ? result.stream(place) : result.store(place);
        });
      });
    });
  }
}

template <typename T>
using Kernel = void (*)(const Chain<T>&, Wanted<T>&);

/** A kernel for each height and width of the tile: kernels<T, ...>[(rows - 1) tile_vectors +
 * vectors - 1]. */
template <typename T, bool Copying>
constexpr auto kernels = []<std::size_t... I>(std::index_sequence<I...>) {
  return std::array<Kernel<T>, sizeof...(I)>{
      sum_tile<T, I / tile_vectors + 1, I % tile_vectors + 1, Copying>...};
}
(std::make_index_sequence<tile_rows * tile_vectors>{});

}  // namespace

template <typename T>
void add_products(const Chain<T>& chain, std::size_t rows, std::size_t vectors,
                  Wanted<T>& wanted) {
  const std::size_t kernel = (rows - 1) * tile_vectors + vectors - 1;
  (chain.products->copy ? kernels<T, true> : kernels<T, false>)[kernel](chain, wanted);
}

template void add_products(const Chain<float>&, std::size_t, std::size_t, Wanted<float>&);
template void add_products(const Chain<double>&, std::size_t, std::size_t, Wanted<double>&);

}  // namespace dln::conv::strassen

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "dln/conv/cost.hpp"
#include "dln/conv/layout.hpp"
#include "dln/conv/microkernel.hpp"
#include "dln/conv/pointwise.hpp"
#include "dln/conv/strassen.hpp"
#include "dln/conv/vector.hpp"
#include "dln/core/error.hpp"

namespace dln::conv::strassen {

namespace {

/** The left factors of the products, from the quarters of W. */
template <typename T>
DLN_INLINE inline std::array<Vector<T>, product_count> left_factors(Vector<T> w11,
                                                                    Vector<T> w12,
                                                                    Vector<T> w21,
                                                                    Vector<T> w22) {
  // [Form the left factors of the seven products]
  const Vector<T> sum = w21 + w22, corner = sum - w11;
  return {w11, w12, w21 - w11, corner, sum, w12 - corner, w22};
  // [Form the left factors of the seven products]
}

/** Packs the left factors of a tile of filters: for every product, term by term. */
template <typename T>
void pack_tile(const T* weight, std::size_t stride, const Halves& half, std::size_t rows,
               T* packed) {
  constexpr std::size_t most = std::max<std::size_t>(32, lanes<T>);
  std::array<std::array<T, tile_rows * most>, product_count> factors;
  const T* lower = weight + half.filters * stride;
  for (std::size_t c = 0; c < half.channels; c += most) {
    const std::size_t some = std::min(most, half.channels - c);
    for (std::size_t row = 0; row < rows; ++row)
      for (std::size_t i = 0; i < some; i += lanes<T>) {
        const auto load = [&](const T* quarter) {
          return load_first(quarter + row * stride + c + i, std::min(lanes<T>, some - i));
        };
        const auto numbers = left_factors(load(weight), load(weight + half.channels),
                                          load(lower), load(lower + half.channels));
        unrolled<product_count>([&](auto p) { numbers[p].store(&factors[p][row * most + i]); });
      }
    for (std::size_t p = 0; p < product_count; ++p)
      transpose_matrix(factors[p].data(), most, rows, some,
                       packed + (p * half.channels + c) * rows, std::ptrdiff_t(rows), rows);
  }
}

/** The same for weights whose filters and channels have changed places: the filters of a tile
 * lie side by side. */
template <typename T>
void pack_transposed_tile(const T* weight, std::size_t stride, const Halves& half,
                          std::size_t rows, T* packed) {
  for (std::size_t c = 0; c < half.channels; ++c, weight += stride, packed += rows)
    for (std::size_t row = 0; row < rows; row += lanes<T>) {
      const std::size_t some = std::min(lanes<T>, rows - row);
      const auto load = [&](const T* quarter) { return load_first(quarter + row, some); };
      const T* right = weight + half.channels * stride;
      const auto numbers = left_factors(load(weight), load(right), load(weight + half.filters),
                                        load(right + half.filters));
      unrolled<product_count>([&](auto p) {
        store_first(numbers[p], packed + p * rows * half.channels + row, some);
      });
    }
}

}  // namespace

bool applicable(const Geometry& g) {
  return g.groups > 0 && pointwise::applicable(g) && g.channels / g.groups % 2 == 0 &&
         g.filters / g.groups % 2 == 0;
}

void expect_applicable(const Geometry& g) {
  check(g);
  if (applicable(g)) return;
  const char* who = "convolution by strassen";
  if (pointwise::applicable(g))
    throw Error(who, "even numbers of channels and filters in a group",
                std::to_string(g.channels / g.groups) + " channels and " +
                    std::to_string(g.filters / g.groups) + " filters");
  const auto two = [](std::size_t a, std::size_t b) {
    return std::to_string(a) + " x " + std::to_string(b);
  };
  const auto edges = [](const char* where, std::size_t a, std::size_t b) {
    return std::string(where) + std::to_string(a) + " and " + std::to_string(b);
  };
  throw Error(who, "1 x 1 taps, stride 1 and no padding",
              two(g.kernel_height, g.kernel_width) + " taps, stride " +
                  two(g.stride_height, g.stride_width) +
                  edges(", padding above and below ", g.padding_top, g.padding_bottom) +
                  edges(", left and right ", g.padding_left, g.padding_right));
}

Halves::Halves(const Geometry& g, Direction direction)
    : filters(g.filters / g.groups / 2), channels(g.channels / g.groups / 2) {
  if (direction == Direction::backward_data) std::swap(filters, channels);
}

Pairs::Pairs(std::size_t pixels, std::size_t lanes, std::size_t images)
    : twos(ceil_divide(ceil_divide(pixels, lanes), 2)), count(ceil_divide(twos, tile_vectors)) {
  if (images % usual_threads != 0) count = std::min(round_up(count, usual_threads), twos);
}

std::size_t ready_size(const Geometry& g) { return weight_count(g) / 4 * product_count; }

template <typename T>
void transform_weights(const Geometry& g, Direction direction, const T* weight, T* ready) {
  const Halves half(g, direction);
  const std::size_t C = g.channels / g.groups;
  for (std::size_t group = 0; group < g.groups;
       ++group, weight += 4 * half.filters * half.channels)
    for (std::size_t filter = 0, rows = 0; filter < half.filters; filter += rows) {
      rows = next_tile(half.filters - filter);
      if (direction == Direction::forward)
        pack_tile(weight + filter * C, C, half, rows, ready);
      else
        pack_transposed_tile(weight + filter, C, half, rows, ready);
      ready += product_count * rows * half.channels;
    }
}

template void transform_weights(const Geometry&, Direction, const float*, float*);
template void transform_weights(const Geometry&, Direction, const double*, double*);

}  // namespace dln::conv::strassen

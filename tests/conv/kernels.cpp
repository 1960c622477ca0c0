// The register kernels by themselves, against plain loops over whole numbers, whose sums are
// exact.
#include <algorithm>
#include <cmath>

#include "conv/numbers.hpp"
#include "dln/conv/layout.hpp"
#include "dln/conv/microkernel.hpp"
#include "dln/conv/pixel_kernel.hpp"
#include "dln/conv/strassen_kernel.hpp"
#include "dln/conv/transpose.hpp"
#include "dln/conv/workspace.hpp"
#include "support.hpp"

namespace {

using dln::conv::lanes;
using dln::conv::PixelProduct;
using dln::conv::Segment;
using dln::conv::tile_columns;
using dln::conv::tile_rows;
using dln::conv::tile_vectors;
using dln::test::Numbers;
using dln::test::unwritten;
using dln::test::whole_numbers;

/** Whether both are the same, NaN where nobody was to write. */
template <typename T>
bool same_numbers(const std::vector<T>& got, const std::vector<T>& expected) {
  return std::ranges::equal(
      got, expected, [](T a, T b) { return a == b || (std::isnan(a) && std::isnan(b)); });
}

/** One tile of so many rows and vectors, whose sums have some segments. */
template <typename T>
void check_tile(std::size_t rows, std::size_t vectors, const std::vector<std::size_t>& depths,
                std::size_t step, bool add) {
  constexpr std::size_t columns = tile_columns<T>, gap = 3;
  std::vector<Segment> segments;
  std::size_t terms = 0, elements = 0;
  for (const std::size_t depth : depths) {
    segments.push_back({std::ptrdiff_t(elements), depth, terms + 1});
    terms += depth + 1;
    elements += depth * step + gap;
  }
  const auto a = whole_numbers<T>(rows * elements, 1),
             b = whole_numbers<T>((terms + 1) * columns, 2);
  std::vector<T> c(rows * columns, unwritten<T>);
  if (add)
    for (std::size_t row = 0; row < rows; ++row)
      for (std::size_t i = 0; i < vectors * lanes<T>; ++i) c[row * columns + i] = T(row + i);
  auto expected = c;
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t i = 0; i < vectors * lanes<T>; ++i) {
      T& sum = expected[row * columns + i];
      if (!add) sum = 0;
      for (const Segment& s : segments)
        for (std::size_t term = 0; term < s.depth; ++term)
          sum += a[row * elements + std::size_t(s.offset) + term * step] *
                 b[(s.row + term) * columns + i];
    }
  dln::conv::Left<T> left{{}, step};
  std::array<T*, tile_rows> out{};
  for (std::size_t row = 0; row < rows; ++row) {
    left.row_start[row] = a.data() + row * elements;
    out[row] = c.data() + row * columns;
  }
  dln::conv::Ahead<T> nothing;
  dln::conv::multiply_tile(rows, vectors, left, segments.data(), segments.size(), b.data(), out,
                           add, nothing);
  BOOST_TEST(same_numbers(c, expected),
             rows << " rows, " << vectors << " vectors, " << depths.size() << " segments, of "
                  << terms - depths.size() << " terms, step " << step << ", add " << add);
}

/** A product of neighbouring outputs, with what they multiply where a table tells, or in tiles,
 * or copied there. */
template <typename T>
void check_pixels(std::size_t filters, std::size_t depth, std::size_t outputs, bool add) {
  const std::size_t columns = dln::conv::tile_width<T>(outputs);
  const std::size_t tiles = dln::conv::ceil_divide(outputs, columns),
                    row = tiles * columns + lanes<T>;
  const auto weights = whole_numbers<T>(filters * depth, 3),
             values = whole_numbers<T>(depth * row, 4), bias = whole_numbers<T>(filters, 5);
  std::vector<T> packed(weights.size());
  dln::conv::pack_rows(weights.data(), filters, depth, packed.data());
  std::vector<std::size_t> where(depth);
  for (std::size_t term = 0; term < depth; ++term) where[term] = term * row;

  std::vector<T> start(filters * row, unwritten<T>);
  if (add)
    for (std::size_t filter = 0; filter < filters; ++filter)
      for (std::size_t i = 0; i < outputs; ++i) start[filter * row + i] = T(filter + i);
  auto expected = start;
  for (std::size_t filter = 0; filter < filters; ++filter)
    for (std::size_t i = 0; i < outputs; ++i) {
      T& sum = expected[filter * row + i];
      if (!add) sum = bias[filter];
      for (std::size_t term = 0; term < depth; ++term)
        sum += weights[filter * depth + term] * values[term * row + i];
    }
  std::vector<T> in_tiles(tiles * columns * depth, 0);
  for (std::size_t i = 0; i < outputs; ++i)
    for (std::size_t term = 0; term < depth; ++term)
      in_tiles[i / columns * columns * depth + term * columns + i % columns] =
          values[term * row + i];

  const auto check = [&](const char* name, const std::size_t* table, T* place, const T* next) {
    auto y = start;
    dln::conv::multiply_pixels(PixelProduct<T>{.weights = packed.data(),
                                               .weight_depth = depth,
                                               .depth = depth,
                                               .values = values.data(),
                                               .where = table,
                                               .tiles = place,
                                               .next = next,
                                               .next_stride = row,
                                               .bias = bias.data(),
                                               .add = add,
                                               .y = y.data(),
                                               .plane = row},
                               filters, outputs);
    BOOST_TEST(same_numbers(y, expected), name << ": " << filters << " filters, " << depth
                                               << " terms, " << outputs << " outputs, add "
                                               << add);
  };
  check("window", where.data(), nullptr, nullptr);
  check("tiles", nullptr, in_tiles.data(), nullptr);
  check("tiles, asking ahead", nullptr, in_tiles.data(), values.data());
  std::vector<T> copy(in_tiles.size(), unwritten<T>);
  if (outputs % lanes<T> == 0) check("copied", where.data(), copy.data(), values.data());
}

/** Two products that are added up, of differences that are copied or found, each written with
 * more beside it. */
template <typename T>
void check_chain(std::size_t rows, std::size_t vectors, std::size_t depth, bool copied) {
  namespace strassen = dln::conv::strassen;
  constexpr std::size_t columns = tile_columns<T>, products = 2;
  const std::size_t stride = copied ? columns + 3 : columns, width = vectors * lanes<T>;
  const auto start = whole_numbers<T>(rows * columns, 1),
             also = whole_numbers<T>(rows * columns, 2);
  const auto bias = whole_numbers<T>(rows, 3),
             weights = whole_numbers<T>(products * depth * rows, 4);
  const auto values = whole_numbers<T>(products * depth * stride + columns, 5);
  const auto less = whole_numbers<T>(products * depth * columns, 6);
  std::vector<T> copies(products * depth * columns, unwritten<T>),
      written(products * rows * columns, unwritten<T>);
  auto expected_copies = copies, expected = written;
  std::vector<strassen::Product<T>> chain;
  std::vector<T> sums = start;
  for (std::size_t p = 0; p < products; ++p) {
    chain.push_back({.weights = weights.data() + p * depth * rows,
                     .values = {values.data() + p * depth * stride, stride},
                     .less = {less.data() + p * depth * columns, columns},
                     .copy = copied ? copies.data() + p * depth * columns : nullptr,
                     .also = {also.data(), columns},
                     .bias = bias.data(),
                     .written = {written.data() + p * rows * columns, columns}});
    for (std::size_t i = 0; i < width; ++i) {
      for (std::size_t term = 0; term < depth; ++term) {
        T value = values[(p * depth + term) * stride + i];
        if (copied) value -= less[(p * depth + term) * columns + i];
        if (copied) expected_copies[(p * depth + term) * columns + i] = value;
        for (std::size_t row = 0; row < rows; ++row)
          sums[row * columns + i] += weights[(p * depth + term) * rows + row] * value;
      }
      for (std::size_t row = 0; row < rows; ++row)
        expected[(p * rows + row) * columns + i] =
            sums[row * columns + i] + also[row * columns + i] + bias[row];
    }
  }
  strassen::Wanted<T> wanted{values.data(), 1, 1, 3};
  strassen::add_products({{start.data(), columns}, chain.data(), products, depth}, rows,
                         vectors, wanted);
  BOOST_TEST((same_numbers(written, expected) && same_numbers(copies, expected_copies)),
             rows << " rows, " << vectors << " vectors, " << depth << " terms"
                  << (copied ? ", copied" : ""));
}

/** Things of `Parts` elements each are taken apart, wherever they begin. */
template <typename T, std::size_t Parts>
void check_parts() {
  const auto things = whole_numbers<T>(lanes<T> * Parts + 1, 8);
  for (const std::size_t begin : {0, 1}) {
    std::vector<T> got(lanes<T> * Parts, unwritten<T>), expected(lanes<T> * Parts);
    const auto parts = dln::conv::load_parts<Parts>(things.data() + begin);
    for (std::size_t part = 0; part < Parts; ++part) {
      parts[part].store(got.data() + part * lanes<T>);
      for (std::size_t thing = 0; thing < lanes<T>; ++thing)
        expected[part * lanes<T> + thing] = things[begin + thing * Parts + part];
    }
    BOOST_TEST(same_numbers(got, expected), Parts << " parts, from " << begin);
  }
}

/** A matrix is written with rows and columns exchanged, from some line of the cache on, past
 * the caches or not. */
template <typename T>
void check_transposed(std::size_t rows, std::size_t columns, std::size_t line, bool streamed) {
  constexpr std::size_t gap = 1, on_line = dln::conv::cache_line<T>;
  const std::size_t padded =
      streamed ? rows : std::min(rows + 2, dln::conv::round_up(rows, lanes<T>));
  const std::size_t stride = dln::conv::round_up(padded + 1, on_line) + (streamed ? 0 : gap);
  const auto source = whole_numbers<T>(rows * (columns + gap), 9);
  std::vector<T> memory((line + 1) * on_line + columns * stride, unwritten<T>);
  T* place = memory.data();
  while (!dln::conv::on_lines(place, on_line)) ++place;
  place += line * on_line;
  auto expected = memory;
  for (std::size_t column = 0; column < columns; ++column)
    for (std::size_t row = 0; row < padded; ++row)
      expected[std::size_t(place - memory.data()) + column * stride + row] =
          row < rows ? source[row * (columns + gap) + column] : T(0);
  dln::conv::transpose_matrix(source.data(), columns + gap, rows, columns, place,
                              std::ptrdiff_t(stride), padded, streamed);
  BOOST_TEST(same_numbers(memory, expected),
             rows << " x " << columns << ", line " << line << (streamed ? ", streamed" : ""));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(conv)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_register_tile_is_a_matrix_product, T, Numbers) {
  for (std::size_t rows = 1; rows <= tile_rows; ++rows)
    for (std::size_t vectors = 1; vectors <= tile_vectors; ++vectors)
      for (const std::size_t step : {1, 3})
        for (const bool add : {false, true}) {
          check_tile<T>(rows, vectors, {}, step, add);
          for (std::size_t depth = 0; depth <= 25; ++depth)
            check_tile<T>(rows, vectors, {depth}, step, add);
          for (const std::vector<std::size_t>& depths :
               {std::vector<std::size_t>{5, 8}, {9, 3}, {16, 7}, {8, 0, 17}})
            check_tile<T>(rows, vectors, depths, step, add);
        }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(neighbouring_outputs_are_a_matrix_product, T, Numbers) {
  for (const std::size_t filters : {1, 2, 3, 4, 5, 6, 10, 13, 64})
    for (const std::size_t depth : {1, 7, 8, 9, 15, 16, 17, 64})
      for (const std::size_t outputs :
           {std::size_t{1}, lanes<T>, 2 * lanes<T>, 3 * lanes<T> + 1, tile_columns<T>,
            tile_columns<T> + 2 * lanes<T> + 1})
        for (const bool add : {false, true}) check_pixels<T>(filters, depth, outputs, add);
}

// Winograd divides sums among the threads: their number must not be seen.
BOOST_AUTO_TEST_CASE_TEMPLATE(a_sum_in_parts_has_the_bits_of_the_whole, T, Numbers) {
  constexpr std::size_t columns = tile_columns<T>, depth = 40;
  dln::Random random(6);
  for (std::size_t rows = 1; rows <= tile_rows; ++rows)
    for (std::size_t vectors = 1; vectors <= tile_vectors; ++vectors)
      for (std::size_t part = 1; part < depth; ++part) {
        std::vector<T> a(rows * depth), b(depth * columns), whole(rows * columns),
            parts(rows * columns);
        for (auto* values : {&a, &b})
          for (T& value : *values) value = T(random.normal());
        dln::conv::multiply(rows, vectors, depth, a.data(), depth, 1, b.data(), whole.data(),
                            false);
        dln::conv::multiply(rows, vectors, part, a.data(), depth, 1, b.data(), parts.data(),
                            false);
        dln::conv::multiply(rows, vectors, depth - part, a.data() + part, depth, 1,
                            b.data() + part * columns, parts.data(), true);
        BOOST_TEST((parts == whole),
                   rows << " rows, " << vectors << " vectors, " << part << " of " << depth);
      }
}

// The kernels that ask for much ahead are others than those that ask for little, and for
// nothing.
BOOST_AUTO_TEST_CASE_TEMPLATE(asking_ahead_changes_no_sum, T, Numbers) {
  constexpr std::size_t columns = tile_columns<T>;
  for (std::size_t rows = 1; rows <= 2 * tile_rows + 1; ++rows)
    for (const std::size_t depth : {1, 2, 3, 7, 8, 9, 10, 11, 12, 13, 40}) {
      const auto a = whole_numbers<T>(rows * depth, 7),
                 b = whole_numbers<T>(depth * columns, 8);
      std::vector<T> expected(rows * columns);
      for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t term = 0; term < depth; ++term)
          for (std::size_t i = 0; i < columns; ++i)
            expected[row * columns + i] += a[row * depth + term] * b[term * columns + i];
      for (const std::size_t wanted : {std::size_t{0}, lanes<T>, rows * b.size()}) {
        std::vector<T> c(rows * columns, unwritten<T>);
        dln::conv::multiply(rows, tile_vectors, depth, a.data(), depth, 1, b.data(), c.data(),
                            false, b.data(), wanted);
        BOOST_TEST(same_numbers(c, expected),
                   rows << " rows, " << depth << " terms, " << wanted << " elements wanted");
      }
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(things_are_taken_apart, T, Numbers) {
  check_parts<T, 1>();
  check_parts<T, 3>();
  check_parts<T, 9>();
  check_parts<T, 25>();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_matrix_is_transposed_wherever_it_goes, T, Numbers) {
  for (const std::size_t rows :
       {std::size_t{1}, lanes<T>, 2 * lanes<T>, 3 * lanes<T> + 1, 5 * lanes<T>})
    for (const std::size_t columns : {std::size_t{1}, lanes<T>, lanes<T> + 1, 2 * lanes<T>})
      for (const std::size_t line : {0, 1, 2})
        for (const bool streamed : {false, true})
          check_transposed<T>(rows, columns, line, streamed);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(sums_go_on_from_product_to_product, T, Numbers) {
  for (std::size_t rows = 1; rows <= tile_rows; ++rows)
    for (std::size_t vectors = 1; vectors <= tile_vectors; ++vectors)
      for (const std::size_t depth : {1, 7, 8, 9, 16, 23, 80})
        for (const bool copied : {false, true}) check_chain<T>(rows, vectors, depth, copied);
}

BOOST_AUTO_TEST_SUITE_END()

#include "dln/conv/dispatch.hpp"

#include <algorithm>
#include <numeric>

#include "conv/shapes.hpp"
#include "dln/conv/cook_toom.hpp"
#include "dln/conv/winograd_tiling.hpp"
#include "dln/core/threads.hpp"
#include "support.hpp"

namespace {

using dln::conv::Algorithm;
using dln::conv::square;
using dln::test::Convolution;

const std::vector<Convolution> layers = {{square(16, 24, 13, 3, 1, 1), 2},
                                         {square(5, 7, 9, 5, 2, 2), 3},
                                         {square(12, 8, 6, 1), 2},
                                         {square(36, 80, 14, 1), 2},
                                         {square(8, 8, 7, 3, 1, 1, 1, 2), 1},
                                         {square(6, 9, 20, 7, 2, 3), 2},
                                         {square(6, 9, 15, 5, 1, 5, 3), 2},
                                         {square(40, 64, 12, 3, 1, 1), 5},
                                         {square(20, 70, 17, 3, 2, 1), 3}};

/**
 * A^T [ (G g) .* (B^T d) ] against the filter itself, for a tile with `Some` of the outputs.
 */
template <std::size_t Outputs, std::size_t Taps, std::size_t Some = Outputs>
void check_filter() {
  constexpr auto matrices = dln::conv::winograd_matrices<Outputs, Taps, Some>;
  constexpr std::size_t points = Some + Taps - 1;
  const auto numbers = dln::test::random_numbers(points + Taps, dln::Random(5));
  const double* d = numbers.data();
  const double* g = d + points;
  std::array<double, Some> y{};
  for (std::size_t p = 0; p < points; ++p) {
    double filter = 0, data = 0;
    for (std::size_t j = 0; j < Taps; ++j) filter += matrices.g[p][j] * g[j];
    for (std::size_t j = 0; j < points; ++j) data += matrices.bt[p][j] * d[j];
    for (std::size_t i = 0; i < Some; ++i) y[i] += matrices.a[p][i] * filter * data;
  }
  for (std::size_t i = 0; i < Some; ++i)
    BOOST_TEST(std::abs(y[i] - std::inner_product(g, g + Taps, d + i, 0.0)) < 2e-14);

  // A short tile uses the weights of a whole one: all its points but those before the last,
  // which it leaves out.
  constexpr auto whole = dln::conv::winograd_matrices<Outputs, Taps>;
  for (std::size_t p = 0; p < points; ++p)
    BOOST_TEST((matrices.g[p] == whole.g[p + 1 < points ? p : Outputs + Taps - 2]),
               Some << " of " << Outputs << " outputs");
}

/** An output that begins on a cache line, and one that does not: a large one is written in
 * another way. */
template <typename T>
void check_places(const Convolution& c) {
  const dln::test::Inputs<T> in(c, 6);
  const std::size_t size = c.batch * dln::conv::output_size(c.geometry);
  dln::conv::Workspace<T> scratch, memory;
  for (const Algorithm algorithm :
       {Algorithm::direct, Algorithm::strassen, Algorithm::strided, Algorithm::winograd2,
        Algorithm::winograd4, Algorithm::winograd6}) {
    if (!dln::conv::applicable(c.geometry, algorithm)) continue;
    const auto forward_to = [&](std::size_t place) {
      T* y = memory.reserve(size + 1) + place;
      std::fill_n(y, size, std::numeric_limits<T>::quiet_NaN());
      dln::conv::forward<T>(c.geometry, c.batch, in.x.data(), in.weight.data(), in.bias.data(),
                            y, scratch, algorithm);
      return std::vector<T>(y, y + size);
    };
    BOOST_TEST((forward_to(0) == forward_to(1)), dln::conv::name(algorithm)
                                                     << ": " << describe(c));
  }
}

/** Transformed weights larger than the LLC that begin on a cache line, and some that do not. */
template <typename T>
void check_ready_places(const Convolution& c, Algorithm algorithm) {
  const dln::test::Inputs<T> in(c, 6);
  dln::conv::Workspace<T> scratch, memory;
  const auto forward_with = [&](std::size_t place) {
    T* transformed =
        memory.reserve(dln::conv::ready_size<T>(c.geometry, c.batch, algorithm) + 1) + place;
    const auto ready =
        dln::conv::prepare<T>(c.geometry, c.batch, in.weight.data(), transformed, algorithm);
    std::vector<T> y(c.batch * dln::conv::output_size(c.geometry));
    dln::conv::forward_ready<T>(c.geometry, c.batch, in.x.data(), ready, in.bias.data(),
                                y.data(), scratch);
    return y;
  };
  BOOST_TEST((forward_with(0) == forward_with(1)), dln::conv::name(algorithm)
                                                       << ": " << describe(c));
}

/** Places of some tiles: each has its own, and at every point exactly those that have a value
 * there are in the range.
 */
void check_places_of(const dln::conv::winograd::Tiling& tiles, std::size_t begin,
                     std::size_t end) {
  const dln::conv::winograd::Places places(tiles, begin, end);
  std::vector<std::size_t> tile_at(end - begin, end);
  for (std::size_t tile = begin; tile < end; ++tile) {
    BOOST_REQUIRE(places.of(tile) < tile_at.size());
    tile_at[places.of(tile)] = tile;
  }
  BOOST_TEST(std::ranges::count(tile_at, end) == 0);
  const std::size_t points = tiles.outputs + tiles.taps - 1;
  const auto has = [&](std::size_t outputs, std::size_t point) {
    return point < outputs + tiles.taps - 2 || point == points - 1;
  };
  for (std::size_t row = 0; row < points; ++row)
    for (std::size_t column = 0; column < points; ++column) {
      const auto range = places.at(row, column);
      for (std::size_t place = 0; place < tile_at.size(); ++place) {
        const std::size_t tile = tile_at[place];
        const bool expected = has(tiles.height(tile / tiles.columns % tiles.rows), row) &&
                              has(tiles.width(tile % tiles.columns), column);
        if (expected != (range.begin <= place && place < range.end))
          BOOST_ERROR(fmt::format("tile {} of {} to {} at point {}, {}", tile, begin, end, row,
                                  column));
      }
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(conv)

BOOST_AUTO_TEST_CASE(the_derived_matrices_compute_the_filter) {
  check_filter<2, 3>();
  check_filter<2, 3, 1>();
  check_filter<4, 3>();
  check_filter<4, 3, 3>();
  check_filter<4, 3, 2>();
  check_filter<4, 3, 1>();
  check_filter<6, 3>();
  check_filter<6, 3, 4>();
  check_filter<6, 3, 2>();
  check_filter<7, 2>();
  check_filter<7, 2, 5>();
  check_filter<7, 2, 3>();
  check_filter<7, 2, 1>();
  check_filter<5, 4>();
  check_filter<5, 4, 3>();
  check_filter<5, 4, 1>();
  check_filter<4, 5>();
  check_filter<4, 5, 3>();
  check_filter<4, 5, 2>();
  check_filter<4, 5, 1>();
}

BOOST_AUTO_TEST_CASE(the_choice_can_be_asked_for_and_explained) {
  for (const auto& [g, batch] : layers) {
    const auto chosen =
        dln::conv::choose<float>(g, batch, dln::conv::Direction::forward, false);
    BOOST_TEST(dln::conv::applicable(g, chosen));
    const auto why = dln::conv::explain<float>(g, batch, dln::conv::Direction::forward, false);
    BOOST_REQUIRE(!why.estimates.empty());
    BOOST_TEST((why.estimates.front().algorithm == chosen));
    BOOST_TEST(
        std::is_sorted(why.estimates.begin(), why.estimates.end(),
                       [](const auto& a, const auto& b) { return a.seconds < b.seconds; }));
    BOOST_TEST(why.sentence.find(dln::conv::name(chosen)) != std::string::npos, why.sentence);
  }
}

BOOST_AUTO_TEST_CASE(the_choice_computes_what_the_chosen_one_does) {
  const Convolution c = layers.front();
  const dln::test::Inputs<float> in(c, 1);
  dln::conv::Workspace<float> workspace;
  const auto chosen =
      dln::conv::choose<float>(c.geometry, c.batch, dln::conv::Direction::forward, false);
  BOOST_TEST((dln::test::all_passes<float>(c, in, workspace, {}).y ==
              dln::test::all_passes<float>(c, in, workspace, chosen).y));
}

BOOST_AUTO_TEST_CASE(an_algorithm_that_cannot_is_refused) {
  const auto refuse = [](const dln::conv::Geometry& g, Algorithm algorithm,
                         const std::vector<std::string>& words) {
    const Convolution c{g, 1};
    const dln::test::Inputs<float> in(c, 1);
    dln::conv::Workspace<float> workspace;
    dln::test::expect_error([&] { dln::test::all_passes<float>(c, in, workspace, algorithm); },
                            words);
  };
  refuse(square(2, 2, 9, 9, 2), Algorithm::winograd4,
         {"winograd4", "3 taps", "got 9 x 9 taps with stride 2 x 2"});
  refuse(square(2, 2, 9, 1), Algorithm::winograd6,
         {"winograd6", "2 to 5 taps", "got 1 x 1 taps"});
  refuse(square(2, 2, 9, 3, 1, 1), Algorithm::strassen,
         {"strassen", "1 x 1 taps", "got 3 x 3 taps, stride 1 x 1"});
  refuse(square(4, 3, 9, 1), Algorithm::strassen,
         {"strassen", "even numbers", "got 4 channels and 3 filters"});
  refuse(square(2, 2, 9, 3, 1, 1), Algorithm::strided,
         {"strided", "stride 2 x 2", "got 3 x 3 taps, stride 1 x 1"});
  refuse(square(2, 2, 30, 3, 2, 0, 2), Algorithm::winograd6,
         {"stride 1 or dilation 1", "dilation 2 x 2"});
  auto unlike = square(2, 2, 9, 3, 2);
  unlike.stride_width = 1;
  refuse(unlike, Algorithm::winograd6, {"down and along alike", "stride 2 x 1"});
  unlike.stride_width = 0;
  BOOST_TEST(!dln::conv::applicable(unlike, Algorithm::winograd6));
}

BOOST_AUTO_TEST_CASE(weights_made_ready_give_the_same_result) {
  for (const Convolution& c : layers)
    for (const Algorithm algorithm : dln::conv::algorithms) {
      if (!dln::conv::applicable(c.geometry, algorithm)) continue;
      const dln::test::Inputs<double> in(c, 2);
      dln::conv::Workspace<double> workspace;
      const auto expected = dln::test::all_passes<double>(c, in, workspace, algorithm).y;
      std::vector<double> memory(dln::conv::ready_size<double>(c.geometry, c.batch, algorithm));
      std::vector<double> y(expected.size(), std::nan(""));
      const auto ready = dln::conv::prepare(c.geometry, c.batch, in.weight.data(),
                                            memory.data(), std::optional(algorithm));
      dln::conv::forward_ready(c.geometry, c.batch, in.x.data(), ready, in.bias.data(),
                               y.data(), workspace);
      double difference = 0;
      for (std::size_t i = 0; i < y.size(); ++i)
        difference = std::max(difference, std::abs(y[i] - expected[i]));
      BOOST_TEST(difference < 1e-12, dln::conv::name(algorithm) << ": " << describe(c));
    }
}

BOOST_AUTO_TEST_CASE(weights_made_ready_for_the_way_back_give_the_same_result) {
  using dln::conv::Direction;
  namespace winograd = dln::conv::winograd;
  for (const auto& [g, batch] : layers) {
    if (!winograd::applicable(g, winograd::Points::eight)) continue;
    const dln::test::Inputs<double> in({g, batch}, 2);
    dln::conv::Workspace<double> workspace;
    const auto expected =
        dln::test::all_passes<double>({g, batch}, in, workspace, Algorithm::winograd6).dx;
    std::vector<double> ready(
        winograd::ready_size<double>(g, winograd::Points::eight, Direction::backward_data));
    std::vector<double> dx(expected.size(), std::nan(""));
    winograd::transform_weights(g, winograd::Points::eight, Direction::backward_data,
                                in.weight.data(), ready.data());
    winograd::backward_data_ready(g, winograd::Points::eight, batch, in.dy.data(), ready.data(),
                                  dx.data(), workspace);
    double difference = 0;
    for (std::size_t i = 0; i < dx.size(); ++i)
      difference = std::max(difference, std::abs(dx[i] - expected[i]));
    BOOST_TEST(difference < 1e-12, describe(Convolution{g, batch}));
  }
}

BOOST_AUTO_TEST_CASE(scratch_memory_is_planned_and_reused) {
  for (const Convolution& c : layers)
    for (const Algorithm algorithm : dln::conv::algorithms) {
      if (!dln::conv::applicable(c.geometry, algorithm)) continue;
      const dln::test::Inputs<float> in(c, 2);
      std::size_t planned = 0;
      for (const auto pass :
           {dln::conv::Direction::forward, dln::conv::Direction::backward_data,
            dln::conv::Direction::backward_weights})
        planned = std::max(
            planned, dln::conv::workspace_size<float>(c.geometry, c.batch, pass, algorithm,
                                                      false, dln::thread_count()));
      dln::conv::Workspace<float> workspace;
      dln::test::all_passes<float>(c, in, workspace, algorithm);
      const float* memory = workspace.reserve(0);
      dln::test::all_passes<float>(c, in, workspace, algorithm);
      BOOST_TEST((workspace.size() == planned && workspace.reserve(0) == memory),
                 dln::conv::name(algorithm)
                     << " took " << workspace.size() << " elements instead of " << planned);
    }
}

BOOST_AUTO_TEST_CASE(large_outputs_are_the_same_wherever_they_begin) {
  check_places<float>({square(8, 96, 112, 3, 1, 1), 1});
  check_places<double>({square(8, 70, 60, 3, 1, 1), 3});
  check_places<float>({square(8, 96, 112, 1), 1});
  check_places<double>({square(6, 64, 96, 1), 1});
  check_places<float>({square(8, 96, 224, 3, 2, 1), 1});
  check_places<float>({square(8, 600, 28, 1), 3});  // one tile reaches over the edge
  check_places<float>({square(8, 5000, 8, 1), 4});  // rows as far apart as those of a tile
}

BOOST_AUTO_TEST_CASE(large_ready_weights_are_the_same_wherever_they_begin) {
  for (const auto algorithm :
       {Algorithm::winograd2, Algorithm::winograd4, Algorithm::winograd6}) {
    check_ready_places<float>({square(380, 380, 6, 3, 1, 1), 1}, algorithm);
    check_ready_places<double>({square(270, 270, 6, 3, 1, 1), 1}, algorithm);
  }
}

BOOST_AUTO_TEST_CASE(short_tiles_save_points) {
  for (const std::size_t side : {1, 2, 5, 6, 7, 14, 27, 28, 56})
    for (const std::size_t taps : {2, 3, 4, 5})
      for (const auto algorithm :
           {Algorithm::winograd2, Algorithm::winograd4, Algorithm::winograd6}) {
        const auto g = square(64, 64, side + taps - 1, taps);
        if (!dln::conv::applicable(g, algorithm)) continue;
        const std::size_t m = dln::conv::tile_points(algorithm) + 1 - taps;
        std::size_t points = 0;
        for (std::size_t left = side, size = 0; left > 0; left -= std::min(left, size)) {
          size = m;
          while (m > 4 ? size >= left + 2 : size > left)
            size -= m > 4 ? 2 : 1;  // large ones lack pairs
          points += size + taps - 1;
        }
        const auto cost = dln::conv::estimate<float>(g, 3, dln::conv::Direction::forward,
                                                     algorithm, false, 2);
        BOOST_TEST(cost.operations == 2.0 * 3 * double(points * points) * 64 * 64,
                   dln::conv::name(algorithm) << " of " << taps << " taps at " << side);
      }
}

BOOST_AUTO_TEST_CASE(tiles_that_have_values_at_a_point_lie_side_by_side) {
  using dln::conv::winograd::Tiling;
  using Filter = std::pair<std::size_t, std::size_t>;
  for (const auto& [outputs, taps] : {Filter{6, 3}, Filter{4, 5}, Filter{7, 2}})
    for (const std::size_t rows : {1, 2, 3})
      for (const std::size_t columns : {1, 2, 4})
        for (const std::size_t height : {outputs - 3, outputs - 2, outputs})
          for (const std::size_t width : {outputs - 2, outputs}) {
            const Tiling tiles{outputs, taps, rows, columns, height, width, 3 * rows * columns,
                               1};
            for (std::size_t begin = 0; begin < tiles.count; ++begin)
              for (std::size_t end = begin + 1; end <= tiles.count; ++end)
                check_places_of(tiles, begin, end);
          }
}

BOOST_AUTO_TEST_CASE(no_images_are_no_work) {
  for (const Algorithm algorithm : dln::conv::algorithms) {
    const Convolution none{square(2, 3, 5, 3), 0};
    const dln::test::Inputs<float> in(none, 1);
    dln::conv::Workspace<float> workspace;
    const auto out = dln::test::all_passes<float>(none, in, workspace, algorithm);
    BOOST_TEST((out.dweight == in.weight && out.dbias == in.bias));
  }
}

BOOST_AUTO_TEST_SUITE_END()

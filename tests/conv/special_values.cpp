// NaN and infinity: never hidden, and spread no further than the headers say.
#include <cmath>

#include "conv/shapes.hpp"
#include "dln/conv/microkernel.hpp"
#include "support.hpp"

namespace {

using dln::conv::Algorithm;

constexpr std::size_t side = 16;
const dln::test::Convolution layer{dln::conv::square(3, 4, side, 3, 1, 1), 1};

/** The outputs, along one side, that a bad pixel may reach. */
struct Reach {
  std::size_t first, last;
};

/** Those of the tiles that see it, or those that see it themselves. */
Reach reach(Algorithm algorithm, std::size_t pixel) {
  const std::size_t first = pixel - std::min<std::size_t>(pixel, 1),
                    last = std::min(pixel + 1, side - 1);
  if (!dln::conv::is_winograd(algorithm)) return {first, last};
  const std::size_t m = dln::conv::tile_points(algorithm) - 2;
  return {first / m * m, std::min(last / m * m + m - 1, side - 1)};
}

void check_reach(const std::vector<float>& plane_stack, Algorithm algorithm, std::size_t pixel,
                 const char* pass) {
  const std::string what = fmt::format("{} {}", dln::conv::name(algorithm), pass);
  for (std::size_t i = 0; i < plane_stack.size(); ++i) {
    const std::size_t row = i / side % side, column = i % side;
    const auto within = [](std::size_t at, const Reach& r) {
      return r.first <= at && at <= r.last;
    };
    const Reach least = reach(Algorithm::naive, pixel), most = reach(algorithm, pixel);
    if (within(row, least) && within(column, least))
      BOOST_TEST(!std::isfinite(plane_stack[i]),
                 what << " hides a bad pixel at " << row << ", " << column);
    if (!within(row, most) || !within(column, most))
      BOOST_TEST(std::isfinite(plane_stack[i]),
                 what << " spreads a bad pixel to " << row << ", " << column);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(conv)

BOOST_AUTO_TEST_CASE(what_is_not_a_number_stays_visible) {
  for (const float bad :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()})
    for (const std::size_t pixel :
         {0, 5, 8, 13, 15})  // in the middle, between tiles, and in short ones
      for (const Algorithm algorithm : dln::conv::algorithms) {
        if (!dln::conv::applicable(layer.geometry, algorithm)) continue;
        dln::test::Inputs<float> in(layer, 3);
        in.x[(side + pixel) * side + pixel] = bad;   // in the second channel
        in.dy[(side + pixel) * side + pixel] = bad;  // of the second filter
        dln::conv::Workspace<float> workspace;
        const auto out = dln::test::all_passes(layer, in, workspace, algorithm);
        check_reach(out.y, algorithm, pixel, "forward");
        check_reach(out.dx, algorithm, pixel, "backward_data");
        for (std::size_t i = 0; i < out.dweight.size(); ++i) {
          const std::size_t filter = i / 27, channel = i / 9 % 3;
          if (filter != 1 && channel != 1)
            BOOST_TEST(std::isfinite(out.dweight[i]), dln::conv::name(algorithm)
                                                          << " spreads to " << filter << ", "
                                                          << channel);
          else if (pixel != 0 &&
                   pixel != 15)  // in a corner, some taps see it only beside padding
            BOOST_TEST(!std::isfinite(out.dweight[i]),
                       dln::conv::name(algorithm) << " hides " << filter << ", " << channel);
        }
      }
}

BOOST_AUTO_TEST_CASE(a_bad_weight_stays_visible) {
  for (const float bad :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()})
    for (const std::size_t weight :
         {0, 4, 8, 31, 107}) {  // in the middle and in corners of kernels
      dln::test::Inputs<float> in(layer, 3);
      in.weight[weight] = bad;
      dln::conv::Workspace<float> workspace;
      const auto loops = dln::test::all_passes(layer, in, workspace, Algorithm::naive);
      const auto check = [](const auto& expected, const auto& got, Algorithm algorithm,
                            const char* pass) {
        for (std::size_t i = 0; i < expected.size(); ++i)
          if (!std::isfinite(expected[i]))
            BOOST_TEST(!std::isfinite(got[i]), dln::conv::name(algorithm)
                                                   << " hides " << pass << " " << i);
      };
      for (const Algorithm algorithm : dln::conv::algorithms) {
        if (!dln::conv::applicable(layer.geometry, algorithm)) continue;
        const auto out = dln::test::all_passes(layer, in, workspace, algorithm);
        check(loops.y, out.y, algorithm, "forward");
        check(loops.dx, out.dx, algorithm, "backward_data");
      }
    }
}

BOOST_AUTO_TEST_CASE(with_a_stride_it_stays_within_the_tiles_that_see_it) {
  const dln::test::Convolution strided{dln::conv::square(3, 4, 40, 3, 2, 1), 1};
  constexpr std::size_t outputs = 20;
  const auto check = [&](Algorithm algorithm, std::size_t tile, std::size_t pixel) {
    // It is seen by the outputs from pixel / 2 on, and by those of their tiles.
    dln::test::Inputs<float> in(strided, 3);
    in.x[(40 + pixel) * 40 + pixel] = std::numeric_limits<float>::quiet_NaN();
    dln::conv::Workspace<float> workspace;
    const auto y = dln::test::all_passes(strided, in, workspace, algorithm).y;
    const auto loops = dln::test::all_passes(strided, in, workspace, Algorithm::naive).y;
    const std::size_t first = (pixel / 2) / tile * tile,
                      last = ((pixel + 1) / 2) / tile * tile + tile - 1;
    for (std::size_t i = 0; i < y.size(); ++i) {
      const std::size_t row = i / outputs % outputs, column = i % outputs;
      if (std::isnan(loops[i]))
        BOOST_TEST(std::isnan(y[i]), "hides a bad pixel at " << row << ", " << column);
      if (row < first || row > last || column < first || column > last)
        BOOST_TEST(!std::isnan(y[i]), "spreads a bad pixel to " << row << ", " << column);
    }
  };
  for (const std::size_t pixel : {5, 13, 30}) {
    check(Algorithm::winograd6, 7, pixel);  // eight points, two taps of a phase
    check(Algorithm::strided, 4, pixel);
  }
}

BOOST_AUTO_TEST_CASE(by_strassen_it_stays_within_two_tiles) {
  const dln::test::Convolution pointwise{dln::conv::square(12, 16, 39, 1, 1, 0, 1, 2), 1};
  constexpr std::size_t pixels = 39 * 39, reach = 2 * dln::conv::tile_columns<float>;
  for (const std::size_t pixel : {std::size_t{0}, std::size_t{777}, pixels - 1}) {
    dln::test::Inputs<float> in(pointwise,
                                3);  // the bad pixels are in either half of the first group
    in.x[(pixel % 2 * 3 + 1) * pixels + pixel] = std::numeric_limits<float>::quiet_NaN();
    in.dy[(pixel % 2 * 4 + 2) * pixels + pixel] = std::numeric_limits<float>::infinity();
    dln::conv::Workspace<float> workspace;
    const auto out = dln::test::all_passes(pointwise, in, workspace, Algorithm::strassen);
    for (const auto* planes : {&out.y, &out.dx})
      for (std::size_t i = 0; i < planes->size(); ++i) {
        const std::size_t at = i % pixels, distance = at > pixel ? at - pixel : pixel - at;
        const bool group = i < planes->size() / 2;
        if (distance == 0 && group)
          BOOST_TEST(!std::isfinite((*planes)[i]), "hides a bad pixel in plane " << i / pixels);
        if (distance >= reach || !group)
          BOOST_TEST(std::isfinite((*planes)[i]), "spreads a bad pixel to " << at);
      }
  }
}

BOOST_AUTO_TEST_CASE(sums_pass_infinity_as_the_loops_do) {
  dln::test::Inputs<double> in(layer, 4);
  constexpr std::size_t middle = side / 2;
  in.x[(side + middle) * side + middle] = -std::numeric_limits<double>::infinity();
  dln::conv::Workspace<double> workspace;
  const auto expected = dln::test::all_passes(layer, in, workspace, Algorithm::naive);
  for (const Algorithm algorithm : {Algorithm::im2col, Algorithm::direct}) {
    const auto out = dln::test::all_passes(layer, in, workspace, algorithm);
    for (std::size_t i = 0; i < out.y.size(); ++i)
      if (std::isinf(expected.y[i])) BOOST_TEST(out.y[i] == expected.y[i]);
  }
}

BOOST_AUTO_TEST_SUITE_END()

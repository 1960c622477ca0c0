// NaN and infinity: never hidden, and spread no further than the headers say.
#include <cmath>

#include "conv/shapes.hpp"
#include "support.hpp"

namespace {

using dln::conv::Algorithm;

constexpr std::size_t side = 16, middle = 8;
const dln::test::Convolution layer{dln::conv::square(3, 4, side, 3, 1, 1), 1};

/** How far from the middle, to either side, a bad pixel in the middle may reach. */
struct Reach {
  std::size_t first, last;
};

Reach reach(Algorithm algorithm) {
  if (algorithm == Algorithm::winograd2) return {6, 9};
  if (algorithm == Algorithm::winograd4) return {4, 11};
  if (algorithm == Algorithm::winograd6) return {6, 11};
  return {7, 9};
}

void check_reach(const std::vector<float>& plane_stack, const Reach& reach, const std::string& what) {
  for (std::size_t i = 0; i < plane_stack.size(); ++i) {
    const std::size_t row = i / side % side, column = i % side;
    const auto within = [](std::size_t at, const Reach& r) { return r.first <= at && at <= r.last; };
    if (within(row, {7, 9}) && within(column, {7, 9}))
      BOOST_TEST(!std::isfinite(plane_stack[i]), what << " hides a bad pixel at " << row << ", " << column);
    if (!within(row, reach) || !within(column, reach))
      BOOST_TEST(std::isfinite(plane_stack[i]), what << " spreads a bad pixel to " << row << ", " << column);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(conv)

BOOST_AUTO_TEST_CASE(what_is_not_a_number_stays_visible) {
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()})
    for (const Algorithm algorithm : dln::conv::algorithms) {
      dln::test::Inputs<float> in(layer, 3);
      in.x[(side + middle) * side + middle] = bad;   // in the second channel
      in.dy[(side + middle) * side + middle] = bad;  // of the second filter
      dln::conv::Workspace<float> workspace;
      const auto out = dln::test::all_passes(layer, in, workspace, algorithm);
      const std::string name = dln::conv::name(algorithm);
      check_reach(out.y, reach(algorithm), name + " forward");
      check_reach(out.dx, reach(algorithm), name + " backward_data");
      for (std::size_t i = 0; i < out.dweight.size(); ++i) {
        const std::size_t filter = i / 27, channel = i / 9 % 3;
        BOOST_TEST(std::isfinite(out.dweight[i]) == (filter != 1 && channel != 1),
                   name << " backward_weights, filter " << filter << ", channel " << channel);
      }
    }
}

BOOST_AUTO_TEST_CASE(sums_pass_infinity_as_the_loops_do) {
  dln::test::Inputs<double> in(layer, 4);
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

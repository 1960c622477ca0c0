#include "dln/layers/group_norm.hpp"

#include "dln/core/error.hpp"
#include "support.hpp"

using namespace dln;
using test::expect_near;

namespace {

constexpr double tiny_epsilon = 1e-300;  // it leaves the numbers round

}  // namespace

BOOST_AUTO_TEST_SUITE(layers)

BOOST_AUTO_TEST_CASE(layer_norm_by_hand_forward_and_backward) {
  GroupNorm<double> layer(1, 4, tiny_epsilon);
  layer.beta().value.values().fill(2);
  Pass<double> pass(Mode::train, Random(1));
  // The numbers of chapter 10, now features of one example.
  expect_near(layer.forward({{1, 4, 1, 1}, {1, 7, 7, 9}}, pass),
              {1.0 / 3, 7.0 / 3, 7.0 / 3, 3});
  expect_near(layer.backward({{1, 4, 1, 1}, {0, 0, 0, 6}}, pass),
              {1.0 / 3, -2.0 / 3, -2.0 / 3, 1});
  expect_near(pass.gradient(layer.gamma()), {0, 0, 0, 6});
  expect_near(pass.gradient(layer.beta()), {0, 0, 0, 6});
  BOOST_TEST(pass.kept() == 0U);
}

BOOST_AUTO_TEST_CASE(group_norm_takes_neighbouring_channels_of_one_example) {
  const GroupNorm<double> layer(2, 4, tiny_epsilon);
  Pass<double> pass(Mode::test, Random(1));
  const auto y = layer.forward({{2, 4, 1, 1}, {1, 3, 0, 10, 5, 1, 2, 4}}, pass);
  expect_near(y, {-1, 1, -1, 1, 1, -1, -1, 1});
}

BOOST_AUTO_TEST_CASE(group_norm_does_not_ask_for_other_examples) {
  const GroupNorm<double> layer(3, 6);
  const auto x = test::random_tensor<double>({5, 6, 3, 2}, 1);
  Pass<double> all(Mode::train, Random(1)), one(Mode::test, Random(1));
  const auto together = layer.forward(x, all), alone = layer.forward(x.examples(3, 1), one);
  BOOST_TEST(arma::all(together.examples(3, 1).values() == alone.values()));
}

BOOST_AUTO_TEST_CASE(group_norm_refuses_groups_that_do_not_divide_and_other_channels) {
  const GroupNorm<double> layer(2, 4);
  Pass<double> pass(Mode::train, Random(1));
  test::expect_error(
      [&] {
        layer.forward(Tensor<double>({1, 6, 1, 1}), pass);
      },
      {"GroupNorm", "4 channels", "6"});
  test::expect_error([] { GroupNorm<double>(3, 4); }, {"groups that divide 4 channels", "3"});
  test::expect_error([] { GroupNorm<double>(0, 4); }, {"groups that divide", "0"});
  test::expect_error([] { GroupNorm<double>(2, 4, 0); }, {"epsilon above 0"});
  BOOST_TEST(GroupNorm<double>(2, 4).name() == "GroupNorm(2, 4)");
}

BOOST_AUTO_TEST_SUITE_END()

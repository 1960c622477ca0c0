#include "dln/layers/batch_norm.hpp"

#include "dln/core/error.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/dense.hpp"
#include "support.hpp"

using namespace dln;
using test::expect_near;

namespace {

constexpr double tiny = 1e-300;  // epsilon that leaves the numbers round

/** A normalization whose parameters and running values are nothing special. */
void disturb(BatchNorm<double>& layer) {
  std::uint64_t seed = 1;
  for (const auto& [path, parameter] : layer.parameters())
    parameter->value = test::random_tensor<double>(parameter->value.shape(), ++seed);
  layer.variance().value.values() = 0.5 + arma::square(layer.variance().value.values());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(layers)

BOOST_AUTO_TEST_CASE(batch_norm_by_hand_forward_and_backward) {
  BatchNorm<double> layer(1, tiny);
  layer.beta().value.values().fill(2);
  Pass<double> pass(Mode::train, Random(1));
  expect_near(layer.forward({{4, 1, 1, 1}, {1, 7, 7, 9}}, pass),
              {1.0 / 3, 7.0 / 3, 7.0 / 3, 3});
  expect_near(layer.backward({{4, 1, 1, 1}, {0, 0, 0, 6}}, pass),
              {1.0 / 3, -2.0 / 3, -2.0 / 3, 1});
  expect_near(pass.gradient(layer.gamma()), {6});
  expect_near(pass.gradient(layer.beta()), {6});
  BOOST_TEST(pass.kept() == 0U);
}

BOOST_AUTO_TEST_CASE(batch_norm_takes_a_channel_over_examples_and_pixels) {
  const BatchNorm<double> layer(2, tiny);
  Pass<double> pass(Mode::train, Random(1));
  const auto y = layer.forward({{2, 2, 1, 2}, {1, 7, 5, 5, 7, 9, 1, 1}}, pass);
  expect_near(y, {-5.0 / 3, 1.0 / 3, 1, 1, 1.0 / 3, 1, -1, -1});
}

BOOST_AUTO_TEST_CASE(
    running_statistics_change_when_they_are_committed_and_are_used_in_test_mode) {
  BatchNorm<double> layer(1, tiny, 0.25);
  const Tensor<double> x({4, 1, 1, 1}, {1, 7, 7, 9});
  Pass<double> pass(Mode::train, Random(1));
  layer.forward(x, pass);
  BOOST_TEST(layer.mean().value[0] == 0);
  BOOST_TEST(layer.variance().value[0] == 1);
  pass.commit(layer.parameters());
  BOOST_TEST(layer.mean().value[0] == 1.5);       // a quarter of 6
  BOOST_TEST(layer.variance().value[0] == 3.75);  // three quarters of 1, a quarter of 36 / 3
  layer.mean().value[0] = 3;
  layer.variance().value[0] = 4;
  Pass<double> use(Mode::test, Random(1));
  expect_near(layer.forward(x, use), {-1, 2, 2, 3});
  expect_near(layer.backward({{4, 1, 1, 1}, {0, 0, 0, 6}}, use), {0, 0, 0, 3});
  use.commit(layer.parameters());
  BOOST_TEST(layer.mean().value[0] == 3);
}

BOOST_AUTO_TEST_CASE(no_penalty_takes_scale_or_shift_and_statistics_do_not_learn) {
  BatchNorm<double> layer(3);
  for (const auto& [path, parameter] : layer.parameters())
    BOOST_TEST((parameter->kind != ParameterKind::weight), path);
  BOOST_TEST(layer.gamma().learns());
  BOOST_TEST(!layer.mean().learns());
  BOOST_TEST(!layer.variance().learns());
  BOOST_TEST(count_weights(layer.parameters()) == 6U);
}

BOOST_AUTO_TEST_CASE(a_constant_channel_becomes_its_shift) {
  const BatchNorm<double> layer(1);
  Pass<double> pass(Mode::train, Random(1));
  expect_near(layer.forward(Tensor<double>({3, 1, 1, 1}, 5), pass), {0, 0, 0});
}

BOOST_AUTO_TEST_CASE(batch_norm_refuses_what_has_no_variance_or_other_channels) {
  const BatchNorm<double> layer(3);
  Pass<double> pass(Mode::train, Random(1));
  BOOST_CHECK_THROW(layer.forward(Tensor<double>({1, 3, 1, 1}), pass), Error);
  BOOST_CHECK_THROW(layer.forward(Tensor<double>({2, 4, 1, 1}), pass), Error);
  BOOST_CHECK_THROW(BatchNorm<double>(0), Error);
  BOOST_CHECK_THROW(BatchNorm<double>(3, 0), Error);
  BOOST_CHECK_THROW(BatchNorm<double>(3, 1e-5, 0), Error);
  BOOST_CHECK_THROW(BatchNorm<double>(3, 1e-5, 1.5), Error);
}

BOOST_AUTO_TEST_CASE(folded_into_a_dense_layer_or_a_convolution_it_does_the_same) {
  const auto compare = [](auto& layer, const Shape& input) {
    BatchNorm<double> normalization(3);
    disturb(normalization);
    layer.bias().value = test::random_tensor<double>(layer.bias().value.shape(), 7);
    const auto x = test::random_tensor<double>(input, 8);
    Pass<double> pass(Mode::test, Random(1), Keep::nothing);
    const auto both = normalization.forward(layer.forward(x, pass), pass);
    fold(normalization, layer.weight(), layer.bias());
    expect_near(layer.forward(x, pass), both.values());
  };
  Dense<double> dense(4, 3, he<double>(), Random(1));
  compare(dense, {5, 4, 1, 1});
  Conv2d<double> convolution(conv::square(2, 3, 5, 3, 1, 1), he<double>(), Random(1));
  compare(convolution, {2, 2, 5, 6});
  BatchNorm<double> other(4);
  BOOST_CHECK_THROW(fold(other, dense.weight(), dense.bias()), Error);
}

BOOST_AUTO_TEST_SUITE_END()

#include "dln/layers/dense.hpp"
#include "dln/layers/relu.hpp"
#include "support.hpp"

using dln::Mode;
using dln::Pass;
using dln::Random;
using DoubleTensor = dln::Tensor<double>;

BOOST_AUTO_TEST_SUITE(layers)

BOOST_AUTO_TEST_CASE(dense_computes_the_textbook_product) {
  dln::Dense<double> dense(3, 2, dln::gaussian<double>(1), Random(1));
  dense.weight().value =
      DoubleTensor({2, 3, 1, 1}, {1, 2, 3, -1, 0, 1});  // one neuron after the other
  dense.bias().value = DoubleTensor({1, 2, 1, 1}, {10, 20});
  Pass<double> pass(Mode::train, Random(1));
  const DoubleTensor y = dense.forward(DoubleTensor({2, 3, 1, 1}, {1, 1, 1, 0, 2, 4}), pass);
  BOOST_TEST(arma::all(y.values() == arma::vec{16, 20, 26, 24}));

  const DoubleTensor dx = dense.backward(DoubleTensor({2, 2, 1, 1}, {1, 0, 1, 1}), pass);
  BOOST_TEST(arma::all(dx.values() == arma::vec{1, 2, 3, 0, 2, 4}));
  BOOST_TEST(arma::all(pass.gradient(dense.weight()).values() == arma::vec{1, 3, 5, 0, 2, 4}));
  BOOST_TEST(arma::all(pass.gradient(dense.bias()).values() == arma::vec{2, 1}));
  BOOST_TEST(pass.kept() == 0U);
}

BOOST_AUTO_TEST_CASE(dense_names_both_sizes_when_they_differ) {
  dln::Dense<float> dense(784, 10, dln::he<float>(), Random(1));
  Pass<float> pass(Mode::test, Random(1));
  dln::test::expect_error(
      [&] {
        dense.forward(dln::Tensor<float>({1, 785, 1, 1}), pass);
      },
      {"Dense: expected 784 features, got 785"});
}

BOOST_AUTO_TEST_CASE(relu_passes_what_is_positive) {
  const dln::ReLU<double> relu;
  Pass<double> pass(Mode::train, Random(1));
  const DoubleTensor y = relu.forward(DoubleTensor({1, 4, 1, 1}, {-1, 0, 2, -0.5}), pass);
  BOOST_TEST(arma::all(y.values() == arma::vec{0, 0, 2, 0}));
  const DoubleTensor dx = relu.backward(DoubleTensor({1, 4, 1, 1}, {5, 6, 7, 8}), pass);
  BOOST_TEST(arma::all(dx.values() == arma::vec{0, 0, 7, 0}));
}

BOOST_AUTO_TEST_CASE(
    dense_asks_its_initializer_for_the_weights_and_tells_it_how_many_are_summed) {
  dln::Fans asked{};
  const dln::Initializer<double> count = [&](DoubleTensor& weight, const dln::Fans& fans,
                                             Random& random) {
    asked = fans;
    weight.values().fill(random.uniform(0, 1));
  };
  dln::Dense<double> dense(7, 3, count, Random(5));
  BOOST_TEST(asked.in == 7U);
  BOOST_TEST(asked.out == 3U);
  Random same(5);
  BOOST_TEST(arma::all(dense.weight().value.values() == same.uniform(0, 1)));
  BOOST_TEST(arma::all(dense.bias().value.values() == 0.0));
}

BOOST_AUTO_TEST_CASE(
    relu_blocks_gradients_that_are_not_numbers_and_those_of_inputs_that_are_not) {
  const double nan = std::nan("");
  const dln::ReLU<double> relu;
  Pass<double> pass(Mode::train, Random(1));
  relu.forward(DoubleTensor({1, 4, 1, 1}, {nan, -1, 2, 0}), pass);
  const DoubleTensor dx = relu.backward(DoubleTensor({1, 4, 1, 1}, {5, nan, nan, nan}), pass);
  BOOST_TEST(dx[0] == 0);  // y > 0 is false
  BOOST_TEST(dx[1] == 0);  // chosen, not multiplied by 0
  BOOST_TEST(std::isnan(dx[2]));
  BOOST_TEST(dx[3] == 0);
}

BOOST_AUTO_TEST_CASE(relu_does_not_hide_what_is_not_a_number) {
  const dln::ReLU<double> relu;
  Pass<double> pass(Mode::test, Random(1));
  BOOST_TEST(relu.forward(DoubleTensor({1, 1, 1, 1}, std::nan("")), pass).values().has_nan());
}

BOOST_AUTO_TEST_SUITE_END()

#include "dln/optimizers/optimizers.hpp"

#include <cmath>

#include "support.hpp"

using Tensor = dln::Tensor<double>;

BOOST_AUTO_TEST_SUITE(optimizers)

BOOST_AUTO_TEST_CASE(gradient_descent_steps_down) {
  dln::Parameter<double> w{"w", Tensor({1, 2, 1, 1}, {1, 2})};
  dln::GradientDescent<double>(0.5).update(w, Tensor({1, 2, 1, 1}, {2, -4}));
  BOOST_TEST(arma::all(w.value.values() == arma::vec{0, 4}));
}

BOOST_AUTO_TEST_CASE(momentum_gathers_speed) {
  dln::Parameter<double> w{"w", Tensor({1, 1, 1, 1}, 0.0)};
  dln::Momentum<double> momentum(1, 0.5);
  const Tensor gradient({1, 1, 1, 1}, 1.0);
  momentum.update(w, gradient);  // v = -1
  momentum.update(w, gradient);  // v = -1.5
  momentum.update(w, gradient);  // v = -1.75
  BOOST_TEST(w.value[0] == -4.25);
}

BOOST_AUTO_TEST_CASE(each_parameter_has_its_own_velocity) {
  dln::Parameter<double> a{"a", Tensor({1, 1, 1, 1}, 0.0)};
  dln::Parameter<double> b{"b", Tensor({1, 1, 1, 1}, 0.0)};
  dln::Momentum<double> momentum(1, 0.5);
  momentum.update(a, Tensor({1, 1, 1, 1}, 1.0));
  momentum.update(b, Tensor({1, 1, 1, 1}, 0.0));
  BOOST_TEST(b.value[0] == 0);
}

BOOST_AUTO_TEST_CASE(adam_steps_by_its_learning_rate_whatever_the_gradients_size) {
  dln::Parameter<double> w{"w", Tensor({1, 3, 1, 1}, {1, 1, 1})};
  dln::Adam<double> adam(0.1);
  const Tensor gradient({1, 3, 1, 1}, {1e-3, -1e3, 0});
  adam.update(w, gradient);  // the first step is the sign of the gradient
  BOOST_TEST(w.value[0] == 0.9, boost::test_tools::tolerance(1e-4));
  BOOST_TEST(w.value[1] == 1.1, boost::test_tools::tolerance(1e-4));
  BOOST_TEST(w.value[2] == 1);
  adam.update(w, gradient);  // and a gradient that stays the same is as large as its root mean square
  BOOST_TEST(w.value[0] == 0.8, boost::test_tools::tolerance(1e-4));
}

BOOST_AUTO_TEST_CASE(adam_by_hand) {
  dln::Parameter<double> w{"w", Tensor({1, 1, 1, 1}, 0.0)};
  dln::Adam<double> adam(1, 0.5, 0.75, 1);
  adam.update(w, Tensor({1, 1, 1, 1}, 2.0));  // m = 1, v = 1: mean 2, square 4, a step of 2 / (2 + 1)
  BOOST_TEST(w.value[0] == -2.0 / 3, boost::test_tools::tolerance(1e-12));
  adam.update(w, Tensor({1, 1, 1, 1}, 0.0));  // m = 0.5, v = 0.75: mean 0.5 / 0.75, square 0.75 / 0.4375
  const double step = 0.5 / 0.75 / (std::sqrt(0.75 / 0.4375) + 1);
  BOOST_TEST(w.value[0] == -2.0 / 3 - step, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(settings_outside_their_range_are_refused) {
  dln::test::expect_error([] { dln::GradientDescent<double>(0); }, {"learning rate above 0", "got 0"});
  dln::test::expect_error([] { dln::Momentum<double>(0.1, 1); }, {"momentum in [0, 1)", "got 1"});
  dln::test::expect_error([] { dln::Adam<double>(0.1, 1); }, {"beta1 in [0, 1)", "got 1"});
  dln::test::expect_error([] { dln::Adam<double>(0.1, 0.9, -1); }, {"beta2 in [0, 1)", "got -1"});
  dln::test::expect_error([] { dln::Adam<double>(0.1, 0.9, 0.999, 0); }, {"epsilon above 0", "got 0"});
  dln::Parameter<double> w{"weight", Tensor({1, 2, 1, 1})};
  dln::test::expect_error(
      [&] {
        dln::GradientDescent<double>(1).update(w, Tensor({1, 3, 1, 1}));
      },
      {"gradient of weight", "1x2x1x1", "1x3x1x1"});
}

BOOST_AUTO_TEST_SUITE_END()

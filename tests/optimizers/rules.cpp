#include <cmath>

#include "dln/optimizers/adagrad.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/optimizers/gradient_descent.hpp"
#include "dln/optimizers/nesterov.hpp"
#include "dln/optimizers/rmsprop.hpp"
#include "support.hpp"

using boost::test_tools::tolerance;

namespace {

dln::Tensor<double> one(double value) { return {{1, 1, 1, 1}, {value}}; }

/** One number, moved by the gradients that a test gives. */
struct Number {
  dln::Parameter<double> w{one(0)};
  double step(dln::Optimizer<double>& optimizer, double gradient) {
    dln::Pass<double> pass(dln::Mode::train, dln::Random(1));
    pass.gradient(w) = one(gradient);
    optimizer.update({{"w", &w}}, pass);
    return w.value[0];
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(optimizers)

BOOST_AUTO_TEST_CASE(nesterov_by_hand) {
  Number number;
  dln::Nesterov<double> nesterov(1, 0.5);
  BOOST_TEST(number.step(nesterov, 1) == -1.5);  // v = -1: 1.5 of it
  BOOST_TEST(number.step(nesterov, 1) ==
             -3.25);  // v = -1.5: half of the one before back, 1.5 of this one
}

BOOST_AUTO_TEST_CASE(nesterov_walks_from_one_place_looked_at_to_the_next) {
  const auto slope = [](double w) { return 3 * w + std::sin(w); };
  Number number;
  number.w.value[0] = 2;
  dln::Nesterov<double> nesterov(0.1, 0.75);
  double w = 2, v = 0;
  for (int step = 0; step < 20; ++step) {
    v = 0.75 * v - 0.1 * slope(w + 0.75 * v);
    w += v;
    BOOST_TEST(number.step(nesterov, slope(number.w.value[0])) == w + 0.75 * v,
               tolerance(1e-9));
  }
}

BOOST_AUTO_TEST_CASE(adagrad_by_hand) {
  Number number;
  dln::Adagrad<double> adagrad(1, 1);
  BOOST_TEST(number.step(adagrad, 3) == -0.75);            // 3 / (3 + 1)
  BOOST_TEST(number.step(adagrad, 4) == -0.75 - 4.0 / 6);  // the root of 9 + 16
}

BOOST_AUTO_TEST_CASE(rmsprop_by_hand) {
  Number number;
  dln::RMSProp<double> rmsprop(1, 0.75, 1);
  BOOST_TEST(number.step(rmsprop, 4) == -4.0 / 3,
             tolerance(1e-12));  // a quarter of 16 is 4: 4 / (2 + 1)
  const double second = 3 / (std::sqrt(0.75 * 4 + 0.25 * 9) + 1);
  BOOST_TEST(number.step(rmsprop, 3) == -4.0 / 3 - second, tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(adam_without_correction_takes_other_first_steps) {
  Number plain, corrected;
  dln::Adam<double> without(1, 0.5, 0.75, 1, dln::Correction::none), with(1, 0.5, 0.75, 1);
  BOOST_TEST(plain.step(without, 2) == -0.5);  // m = 1, v = 1: 1 / (1 + 1)
  BOOST_TEST(corrected.step(with, 2) == -2.0 / 3, tolerance(1e-12));
  BOOST_TEST(without.name() != with.name());
}

BOOST_AUTO_TEST_CASE(normalized_gradients_have_a_norm_of_1) {
  dln::Parameter<double> a{one(0)}, b{one(0)};
  dln::GradientDescent<double> descent(1);
  descent.before_step(dln::normalize_gradients<double>());
  const auto step = [&](double da, double db) {
    dln::Pass<double> pass(dln::Mode::train, dln::Random(1));
    pass.gradient(a) = one(da);
    pass.gradient(b) = one(db);
    descent.update({{"a", &a}, {"b", &b}}, pass);
  };
  step(300, -400);
  BOOST_TEST(a.value[0] == -0.6, tolerance(1e-12));
  BOOST_TEST(b.value[0] == 0.8, tolerance(1e-12));
  step(0, 0);
  BOOST_TEST(a.value[0] == -0.6, tolerance(1e-12));
}

BOOST_AUTO_TEST_SUITE_END()

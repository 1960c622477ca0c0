#include "dln/regularizers/regularizers.hpp"

#include <limits>

#include "support.hpp"

using DoubleTensor = dln::Tensor<double>;

BOOST_AUTO_TEST_SUITE(regularizers)

BOOST_AUTO_TEST_CASE(regularizers_of_the_textbook) {
  // x = 1 1 1 1 is scored alike by 1 0 0 0 and by four quarters; L2 prefers the quarters, L1
  // does not care.
  const DoubleTensor peak({1, 4, 1, 1}, {1, 0, 0, 0});
  const DoubleTensor flat({1, 4, 1, 1}, 0.25);
  BOOST_TEST(dln::L2<double>(2).forward(peak) == 1);
  BOOST_TEST(dln::L2<double>(2).forward(flat) == 0.25);
  BOOST_TEST(dln::L1<double>(1).forward(peak) == 1);
  BOOST_TEST(dln::L1<double>(1).forward(flat) == 1);
}

BOOST_AUTO_TEST_CASE(gradients_are_added) {
  const DoubleTensor w({1, 3, 1, 1}, {2, 0, -3});
  DoubleTensor dw({1, 3, 1, 1}, {10, 20, 30});
  dln::L2<double>(0.5).backward(w, dw);
  BOOST_TEST(arma::all(dw.values() == arma::vec{11, 20, 28.5}));
  dln::L1<double>(0.5).backward(w, dw);
  BOOST_TEST(arma::all(dw.values() == arma::vec{11.5, 20, 28}));
}

BOOST_AUTO_TEST_CASE(an_elastic_net_is_both) {
  const DoubleTensor w({1, 3, 1, 1}, {2, 0, -3});
  DoubleTensor dw({1, 3, 1, 1}, {10, 20, 30});
  const dln::ElasticNet<double> both(0.5, 0.25);
  BOOST_TEST(both.forward(w) == 0.5 * 5 + 0.25 / 2 * 13);
  both.backward(w, dw);
  BOOST_TEST(arma::all(dw.values() == arma::vec{11, 20, 28.75}));
  BOOST_TEST(both.name() == "ElasticNet(0.5, 0.25)");
}

BOOST_AUTO_TEST_CASE(strengths_must_be_finite_numbers_of_at_least_0) {
  const double nan = std::numeric_limits<double>::quiet_NaN(),
               infinite = std::numeric_limits<double>::infinity();
  dln::test::expect_error([] { dln::L2<double>(-1); }, {"strength of at least 0", "got -1"});
  dln::test::expect_error([&] { dln::L2<double>{nan}; }, {"finite strength", "got nan"});
  dln::test::expect_error([&] { dln::L1<double>{nan}; }, {"finite strength", "got nan"});
  dln::test::expect_error([&] { dln::L1<double>{infinite}; }, {"finite strength", "got inf"});
  dln::test::expect_error([] { dln::ElasticNet<double>(3, -1); },
                          {"strength of at least 0", "got -1"});
}

BOOST_AUTO_TEST_CASE(only_weights_that_learn_are_penalized) {
  dln::Parameter<double> weight{DoubleTensor({1, 1, 1, 1}, 2.0)};
  dln::Parameter<double> bias{DoubleTensor({1, 1, 1, 1}, 3.0), dln::ParameterKind::bias};
  dln::Parameter<double> statistic{DoubleTensor({1, 1, 1, 1}, 5.0),
                                   dln::ParameterKind::statistic};
  dln::Parameter<double> frozen{DoubleTensor({1, 1, 1, 1}, 7.0), dln::ParameterKind::weight,
                                0.0};
  dln::Pass<double> pass(dln::Mode::train, dln::Random(1));
  const double penalty = dln::penalize<double>(
      dln::L2<double>(2),
      {{"weight", &weight}, {"bias", &bias}, {"statistic", &statistic}, {"frozen", &frozen}},
      pass);
  BOOST_TEST(penalty == 4);
  BOOST_TEST(pass.gradient(weight)[0] == 4);
  for (const auto* parameter : {&bias, &statistic, &frozen})
    BOOST_TEST(!pass.has_gradient(*parameter));
}

BOOST_AUTO_TEST_SUITE_END()

#include <cmath>
#include <limits>

#include "dln/core/error.hpp"
#include "dln/layers/maxout.hpp"
#include "dln/layers/prelu.hpp"
#include "dln/layers/rectifying.hpp"
#include "dln/layers/squashing.hpp"
#include "support.hpp"

using namespace dln;

namespace {

double at(const Layer<double>& layer, double x, Mode mode = Mode::test) {
  Pass<double> pass(mode, Random(1));
  return layer.forward(Tensor<double>({1, 1, 1, 1}, x), pass)[0];
}

const auto nearly = boost::test_tools::tolerance(1e-12);

}  // namespace

BOOST_AUTO_TEST_SUITE(layers)

BOOST_AUTO_TEST_CASE(activations_at_points_known_by_hand) {
  BOOST_TEST(at(Sigmoid<double>(), std::log(3.0)) == 0.75, nearly);
  BOOST_TEST(at(Sigmoid<double>(), -1000) == 0);
  BOOST_TEST(at(Sigmoid<double>(), 1000) == 1);
  BOOST_TEST(at(Tanh<double>(), std::log(2.0)) == 0.6, nearly);
  BOOST_TEST(at(LeakyReLU<double>(0.1), -3) == -0.3, nearly);
  BOOST_TEST(at(LeakyReLU<double>(0.1), 3) == 3);
  BOOST_TEST(at(ELU<double>(), -std::log(4.0)) == -0.75, nearly);
  BOOST_TEST(at(GELU<double>(), 1) == 0.841344746068543, nearly);
  BOOST_TEST(at(GELU<double>(), -1) == -0.158655253931457, nearly);
  BOOST_TEST(at(PReLU<double>(), -2) == -0.5);
  BOOST_TEST(at(RReLU<double>(0.1, 0.3), -2) == -0.4, nearly);
}

BOOST_AUTO_TEST_CASE(drawn_slopes_fill_their_range_and_are_drawn_anew) {
  const RReLU<double> layer(0.1, 0.3);
  Pass<double> pass(Mode::train, Random(1));
  const Tensor<double> x({1000, 1, 1, 1}, -1);
  const auto first = layer.forward(x, pass), second = layer.forward(x, pass);
  BOOST_TEST(-first.values().max() >= 0.1);
  BOOST_TEST(-first.values().min() < 0.3);
  BOOST_TEST(std::abs(arma::mean(first.values()) + 0.2) < 0.01);
  BOOST_TEST(first[0] != second[0]);
}

BOOST_AUTO_TEST_CASE(maxout_takes_neighbouring_channels) {
  const Maxout<double> layer(2);
  Pass<double> pass(Mode::train, Random(1));
  const auto y = layer.forward(Tensor<double>({1, 4, 1, 2}, {1, 8, 5, 2, 3, 3, 3, -1}), pass);
  BOOST_TEST(arma::all(y.values() == arma::vec{5, 8, 3, 3}));
  const auto dx = layer.backward(Tensor<double>({1, 2, 1, 2}, {1, 2, 3, 4}), pass);
  BOOST_TEST(
      arma::all(dx.values() == arma::vec{0, 2, 1, 0, 3, 4, 0, 0}));  // the first of equal ones
}

BOOST_AUTO_TEST_CASE(what_is_not_a_number_stays_visible) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  BOOST_TEST(std::isnan(at(LeakyReLU<double>(), nan)));
  BOOST_TEST(std::isnan(at(PReLU<double>(), nan)));
  BOOST_TEST(std::isnan(at(RReLU<double>(), nan, Mode::train)));
  Pass<double> pass(Mode::test, Random(1));
  BOOST_TEST(std::isnan(
      Maxout<double>(3).forward(Tensor<double>({1, 3, 1, 1}, {1, nan, 2}), pass)[0]));
}

BOOST_AUTO_TEST_CASE(activations_refuse_what_they_cannot_take) {
  test::expect_error([] { PReLU<double>(0); }, {"PReLU", "at least one slope"});
  test::expect_error(
      [] {
        static_cast<void>(PReLU<double>(3).output_shape({1, 2, 1, 1}));
      },
      {"3 channels", "got 2"});
  test::expect_error([] { static_cast<void>(RReLU<double>(0.3, 0.1)); },
                     {"RReLU", "low <= high"});
  test::expect_error([] { Maxout<double>(0); }, {"Maxout"});
  test::expect_error(
      [] {
        static_cast<void>(Maxout<double>(2).output_shape({1, 3, 1, 1}));
      },
      {"groups of 2", "3"});
  test::expect_error([] { LeakyReLU<double>(std::numeric_limits<double>::infinity()); },
                     {"finite slope"});
}

BOOST_AUTO_TEST_SUITE_END()

#include "dln/layers/dropout.hpp"

#include <cmath>
#include <limits>

#include "support.hpp"

using namespace dln;

namespace {

constexpr std::size_t many = 20000;
const Tensor<double> twos({many, 1, 1, 1}, 2);

Tensor<double> through(const Dropout<double>& layer, Mode mode) {
  Pass<double> pass(mode, Random(1));
  return layer.forward(twos, pass);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(layers)

BOOST_AUTO_TEST_CASE(dropout_keeps_the_expectation) {
  // Standard errors: 2 sqrt((1 - p) / p / n) inverted, and p times that plain; four of them are
  // allowed.
  for (const double keep : {0.3, 0.5, 0.9}) {
    const double error = 2 * std::sqrt((1 - keep) / keep / many);
    const Dropout<double> inverted(keep), plain(keep, Scaling::at_test);
    BOOST_TEST(std::abs(arma::mean(through(inverted, Mode::train).values()) - 2) < 4 * error);
    BOOST_TEST(std::abs(arma::mean(through(plain, Mode::train).values()) - 2 * keep) <
               4 * keep * error);
    BOOST_TEST(arma::all(through(inverted, Mode::test).values() == 2));
    BOOST_TEST(arma::all(through(plain, Mode::test).values() == 2 * keep));
  }
}

BOOST_AUTO_TEST_CASE(dropout_gives_zero_or_what_is_kept_and_backward_uses_the_same_mask) {
  for (const bool inverted : {true, false}) {
    const Dropout<double> layer(0.25, inverted ? Scaling::in_training : Scaling::at_test);
    const double factor = inverted ? 4 : 1;
    Pass<double> pass(Mode::train, Random(1));
    const auto y = layer.forward(twos, pass);
    BOOST_TEST(arma::all((y.values() == 0) || (y.values() == 2 * factor)));
    const auto dx = layer.backward(Tensor<double>(twos.shape(), 3), pass);
    BOOST_TEST(arma::all(dx.values() == 1.5 * y.values()));
    BOOST_TEST(arma::any(layer.forward(twos, pass).values() != y.values()));  // drawn anew
  }
}

BOOST_AUTO_TEST_CASE(dropout_of_nothing_changes_nothing) {
  BOOST_TEST(arma::all(through(Dropout<double>(1), Mode::train).values() == 2));
}

BOOST_AUTO_TEST_CASE(dropout_refuses_what_is_no_probability_to_keep) {
  for (const double keep : {0.0, -0.5, 1.5, std::numeric_limits<double>::quiet_NaN()})
    test::expect_error([=] { Dropout<double>{keep}; },
                       {"Dropout", "keep probability in (0, 1]"});
}

BOOST_AUTO_TEST_SUITE_END()

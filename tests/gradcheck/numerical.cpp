#include "dln/gradcheck/numerical.hpp"

#include "support.hpp"

using dln::gradcheck::Difference;
using dln::gradcheck::numerical_gradient;
using DoubleTensor = dln::Tensor<double>;

BOOST_AUTO_TEST_SUITE(gradcheck)

BOOST_AUTO_TEST_CASE(numerical_gradients_follow_the_slope) {
  DoubleTensor x({1, 3, 1, 1}, {1, -2, 0.5});
  const DoubleTensor before = x;
  std::size_t evaluations = 0;
  const std::function<double(const DoubleTensor&)> cubes = [&](const DoubleTensor& at) {
    ++evaluations;
    return arma::accu(arma::pow(at.values(), 3));
  };
  const arma::vec exact = 3 * arma::square(x.values());
  const auto centred = numerical_gradient(cubes, x, 1e-5, Difference::centred);
  BOOST_TEST(arma::abs(centred.values() - exact).max() < 1e-8);
  BOOST_TEST(evaluations == 6U);
  evaluations = 0;
  const auto forward = numerical_gradient(cubes, x, 1e-5, Difference::forward);
  BOOST_TEST(arma::abs(forward.values() - exact).max() < 1e-4);
  BOOST_TEST(arma::abs(forward.values() - exact).max() > 1e-6);
  BOOST_TEST(evaluations == 4U);
  BOOST_TEST(arma::all(x.values() == before.values()));
}

BOOST_AUTO_TEST_SUITE_END()

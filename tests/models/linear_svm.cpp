#include "dln/models/linear_svm.hpp"

#include "support.hpp"

using dln::Random;
using dln::train_svm;

namespace {

double objective(const arma::vec& w, const arma::mat& x, const arma::uvec& positive,
                 double cost) {
  double sum = arma::dot(w, w) / 2;
  for (arma::uword i = 0; i < x.n_cols; ++i)
    sum += cost * std::max(0.0, 1 - (positive[i] != 0 ? 1 : -1) * arma::dot(w, x.col(i)));
  return sum;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(models)

BOOST_AUTO_TEST_CASE(the_margin_by_hand) {
  // On a line, with a bias: -1 against 1 and 3. The border is 0, and the margin reaches to -1
  // and 1.
  const arma::mat x = {{-1, 1, 3}, {1, 1, 1}};
  const arma::vec w = train_svm<double>(x, {0, 1, 1}, 100, 2000, Random(1));
  BOOST_TEST(std::abs(w[0] - 1) < 1e-6);
  BOOST_TEST(std::abs(w[1]) < 1e-6);
}

BOOST_AUTO_TEST_CASE(nothing_near_the_minimum_is_lower) {
  Random random(2);
  arma::mat x(5, 60);
  x.imbue([&] { return random.normal(); });
  arma::uvec positive(60);
  for (arma::uword i = 0; i < 60; ++i)
    positive[i] = x(0, i) + 0.5 * random.normal() > 0 ? 1 : 0;
  for (const double cost : {0.1, 2.0}) {
    const arma::vec w = train_svm<double>(x, positive, cost, 3000, Random(3));
    const double least = objective(w, x, positive, cost);
    for (int trial = 0; trial < 50; ++trial) {
      arma::vec away(5);
      away.imbue([&] { return 0.01 * random.normal(); });
      BOOST_TEST(objective(w + away, x, positive, cost) > least - 1e-9);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_machine_needs_an_answer_an_example) {
  dln::test::expect_error(
      [] {
        train_svm<float>(arma::fmat(2, 3), {1, 0}, 1, 1, Random(1));
      },
      {"train_svm", "3 answers", "2"});
  dln::test::expect_error([] { train_svm<float>(arma::fmat(2, 1), {1}, 0, 1, Random(1)); },
                          {"above 0"});
}

BOOST_AUTO_TEST_SUITE_END()

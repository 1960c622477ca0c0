#include "dln/models/nearest_neighbours.hpp"

#include "dln/data/generated.hpp"
#include "support.hpp"

BOOST_AUTO_TEST_SUITE(models)

BOOST_AUTO_TEST_CASE(distances_equal_those_of_plain_loops) {
  const arma::mat train = dln::test::random_tensor<double>({7, 5, 1, 1}, 1).columns();
  const arma::mat test = dln::test::random_tensor<double>({4, 5, 1, 1}, 2).columns();
  const arma::mat distances = dln::squared_distances(train, test);
  for (arma::uword i = 0; i < 7; ++i)
    for (arma::uword j = 0; j < 4; ++j)
      BOOST_TEST(distances(i, j) == std::pow(arma::norm(train.col(i) - test.col(j)), 2),
                 boost::test_tools::tolerance(1e-12));
  dln::test::expect_error([&] { dln::squared_distances<double>(train, arma::mat(4, 4)); },
                          {"5 features", "got 4"});
}

BOOST_AUTO_TEST_CASE(the_nearest_vote_and_the_nearest_of_equals_wins) {
  const arma::mat distances = arma::vec{1, 2, 3, 4, 5};
  const arma::uvec labels = {2, 1, 1, 2, 0};
  BOOST_TEST(dln::vote<double>(distances, labels, 1)[0] == 2U);
  BOOST_TEST(dln::vote<double>(distances, labels, 3)[0] == 1U);
  BOOST_TEST(dln::vote<double>(distances, labels, 4)[0] == 2U);  // two votes each, 2 is nearer
  dln::test::expect_error([&] { dln::vote<double>(distances, labels, 6); },
                          {"1 ... 5", "got 6"});
  dln::test::expect_error([&] { dln::vote<double>(distances, labels, 0); },
                          {"1 ... 5", "got 0"});
}

BOOST_AUTO_TEST_CASE(neighbours_know_the_spiral) {
  const auto data = dln::spiral<double>(100, dln::Random(1));
  const arma::mat accuracies = dln::cross_validate(data, {1, 5}, 5, dln::Random(2));
  BOOST_TEST(accuracies.n_cols == 5U);
  BOOST_TEST(arma::mean(accuracies.row(1)) > 0.9);
  dln::test::expect_error([&] { dln::cross_validate(data, {1}, 1, dln::Random(2)); },
                          {"folds", "got 1"});
}

BOOST_AUTO_TEST_SUITE_END()

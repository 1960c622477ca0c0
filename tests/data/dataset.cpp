#include "dln/data/dataset.hpp"

#include "dln/data/generated.hpp"
#include "support.hpp"

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(batches_hold_every_example_once) {
  const auto batches = dln::shuffled_batches(103, 10, dln::Random(1));
  BOOST_TEST(batches.size() == 11U);
  BOOST_TEST(batches.back().n_elem == 3U);
  arma::uvec all;
  for (const auto& batch : batches) all = arma::join_cols(all, batch);
  BOOST_TEST(arma::all(arma::sort(all) == arma::regspace<arma::uvec>(0, 102)));
  BOOST_TEST(dln::shuffled_batches(0, 10, dln::Random(1)).empty());
  dln::test::expect_error([] { dln::shuffled_batches(5, 0, dln::Random(1)); },
                          {"batch size of at least 1", "got 0"});
}

BOOST_AUTO_TEST_CASE(the_mean_image_is_taken_from_the_training_images) {
  dln::Tensor<double> train({2, 1, 1, 2}, {1, 2, 3, 6});
  dln::Tensor<double> test({1, 1, 1, 2}, {10, 10});
  const auto mean = dln::mean_image(train);
  dln::subtract_mean(train, mean);
  dln::subtract_mean(test, mean);
  BOOST_TEST(arma::all(train.values() == arma::vec{-1, -2, 1, 2}));
  BOOST_TEST(arma::all(test.values() == arma::vec{8, 6}));
  dln::test::expect_error([] { dln::mean_image(dln::Tensor<float>()); },
                          {"at least one image"});
  dln::test::expect_error(
      [&] {
        dln::subtract_mean(test, dln::Tensor<double>({1, 3, 1, 1}));
      },
      {"2 features", "got 3"});
}

BOOST_AUTO_TEST_CASE(a_split_loses_nothing_and_keeps_labels_with_images) {
  const auto data = dln::spiral<double>(50, dln::Random(3));
  const auto [first, second] = dln::split(data, 30, dln::Random(4));
  BOOST_TEST(first.size() == 120U);
  BOOST_TEST(second.size() == 30U);
  BOOST_TEST(arma::accu(first.images.values()) + arma::accu(second.images.values()) ==
                 arma::accu(data.images.values()),
             boost::test_tools::tolerance(1e-9));
  for (std::size_t i = 0; i < second.size(); ++i) {
    const auto same =
        arma::find(data.images.columns().row(0) == second.images.columns()(0, i)).eval();
    BOOST_REQUIRE(same.n_elem > 0U);
    BOOST_TEST(data.labels[same[0]] == second.labels[i]);
  }
  dln::test::expect_error([&] { dln::split(data, 150, dln::Random(4)); },
                          {"fewer than 150", "got 150"});
}

BOOST_AUTO_TEST_SUITE_END()

#include "dln/losses/hinge.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/regularizers/regularizers.hpp"
#include "support.hpp"

using boost::test_tools::tolerance;
using Tensor = dln::Tensor<double>;

BOOST_AUTO_TEST_SUITE(losses)

BOOST_AUTO_TEST_CASE(hinge_of_the_textbook) {
  const Tensor scores({1, 3, 1, 1}, {13, -7, 11});
  BOOST_TEST(dln::Hinge<double>(10).forward(scores, {0})[0] == 8);
}

BOOST_AUTO_TEST_CASE(both_losses_of_the_textbook) {
  const Tensor scores({1, 3, 1, 1}, {-2.85, 0.86, 0.28});
  BOOST_TEST(dln::Hinge<double>().forward(scores, {2})[0] == 1.58, tolerance(1e-12));
  BOOST_TEST(dln::SoftmaxCrossEntropy<double>().forward(scores, {2})[0] == 1.04, tolerance(1e-3));
}

BOOST_AUTO_TEST_CASE(ten_equal_scores_cost_nine_and_log_ten) {
  const Tensor scores({4, 10, 1, 1}, 0.3);
  const arma::uvec labels = {0, 3, 7, 9};
  for (const double loss : dln::Hinge<double>().forward(scores, labels)) BOOST_TEST(loss == 9, tolerance(1e-12));
  for (const double loss : dln::SoftmaxCrossEntropy<double>().forward(scores, labels))
    BOOST_TEST(loss == std::log(10), tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(softmax_stands_scores_of_any_size) {
  const Tensor scores({3, 2, 1, 1}, {1e300, 0, -1e300, 0, 1000, 999});
  const arma::vec loss = dln::SoftmaxCrossEntropy<double>().forward(scores, {0, 0, 1});
  BOOST_TEST(loss[0] == 0);
  BOOST_TEST(loss[1] == 1e300);
  BOOST_TEST(loss[2] == 1 + std::log1p(std::exp(-1)), tolerance(1e-12));
  BOOST_TEST(dln::SoftmaxCrossEntropy<double>().backward(scores, {0, 0, 1}).values().is_finite());
  BOOST_TEST(arma::approx_equal(arma::sum(dln::softmax<double>(scores.columns()), 0), arma::rowvec(3, arma::fill::ones),
                                "absdiff", 1e-12));
}

BOOST_AUTO_TEST_CASE(equal_scores_cost_log_ten_however_large_they_are) {
  for (const float score : {1e5F, 1e8F, -1e30F}) {
    const dln::Tensor<float> scores({1, 10, 1, 1}, score);
    BOOST_TEST(dln::SoftmaxCrossEntropy<float>().forward(scores, {3})[0] == std::log(10.0F), tolerance(1e-6F));
  }
}

BOOST_AUTO_TEST_CASE(labels_must_fit_the_scores) {
  const Tensor scores({2, 3, 1, 1});
  dln::test::expect_error([&] { return void(dln::Hinge<double>().forward(scores, {0})); },
                          {"Hinge", "2 labels", "got 1"});
  dln::test::expect_error(
      [&] {
        return void(dln::SoftmaxCrossEntropy<double>().backward(scores, {0, 3}));
      },
      {"SoftmaxCrossEntropy", "below 3 classes", "got 3"});
}

BOOST_AUTO_TEST_CASE(a_margin_must_be_positive) {
  dln::test::expect_error([] { dln::Hinge<double>(0); }, {"margin above 0", "got 0"});
}

BOOST_AUTO_TEST_CASE(regularizers_of_the_textbook) {
  // x = 1 1 1 1 is scored alike by 1 0 0 0 and by four quarters; L2 prefers the quarters, L1 does not care.
  const Tensor peak({1, 4, 1, 1}, {1, 0, 0, 0});
  const Tensor flat({1, 4, 1, 1}, 0.25);
  BOOST_TEST(dln::L2<double>(2).forward(peak) == 1);
  BOOST_TEST(dln::L2<double>(2).forward(flat) == 0.25);
  BOOST_TEST(dln::L1<double>(1).forward(peak) == 1);
  BOOST_TEST(dln::L1<double>(1).forward(flat) == 1);
  dln::test::expect_error([] { dln::L2<double>(-1); }, {"at least 0", "got -1"});
}

BOOST_AUTO_TEST_SUITE_END()

#include <limits>

#include "dln/core/threads.hpp"
#include "dln/losses/hinge.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "support.hpp"

using boost::test_tools::tolerance;
using dln::ignored_label;
using DoubleHinge = dln::Hinge<double>;
using DoubleSoftmax = dln::SoftmaxCrossEntropy<double>;
using DoubleTensor = dln::Tensor<double>;

BOOST_AUTO_TEST_SUITE(losses)

BOOST_AUTO_TEST_CASE(hinge_of_the_textbook) {
  const DoubleTensor scores({1, 3, 1, 1}, {13, -7, 11});
  BOOST_TEST(DoubleHinge(10).forward(scores, {0})[0] == 8);
}

BOOST_AUTO_TEST_CASE(both_losses_of_the_textbook) {
  const DoubleTensor scores({1, 3, 1, 1}, {-2.85, 0.86, 0.28});
  BOOST_TEST(DoubleHinge().forward(scores, {2})[0] == 1.58, tolerance(1e-12));
  BOOST_TEST(DoubleSoftmax().forward(scores, {2})[0] == 1.04, tolerance(1e-3));
}

BOOST_AUTO_TEST_CASE(ten_equal_scores_cost_nine_and_log_ten) {
  const DoubleTensor scores({4, 10, 1, 1}, 0.3);
  const arma::uvec labels = {0, 3, 7, 9};
  const DoubleTensor hinge = DoubleHinge().forward(scores, labels),
                     softmax = DoubleSoftmax().forward(scores, labels);
  for (const double loss : hinge.values()) BOOST_TEST(loss == 9, tolerance(1e-12));
  for (const double loss : softmax.values()) BOOST_TEST(loss == std::log(10), tolerance(1e-12));
  BOOST_TEST(DoubleHinge().value(scores, labels).sum == 36, tolerance(1e-12));
  BOOST_TEST(DoubleHinge().value(scores, labels).count == 4);
  BOOST_TEST(DoubleSoftmax().value(scores, labels).mean() == std::log(10), tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(softmax_stands_scores_of_any_size) {
  const DoubleTensor scores({3, 2, 1, 1}, {1e300, 0, -1e300, 0, 1000, 999});
  const DoubleTensor loss = DoubleSoftmax().forward(scores, {0, 0, 1});
  BOOST_TEST(loss[0] == 0);
  BOOST_TEST(loss[1] == 1e300);
  BOOST_TEST(loss[2] == 1 + std::log1p(std::exp(-1)), tolerance(1e-12));
  BOOST_TEST(DoubleSoftmax().backward(scores, {0, 0, 1}, 1).values().is_finite());
  BOOST_TEST(arma::approx_equal(arma::sum(dln::softmax<double>(scores.columns()), 0),
                                arma::rowvec(3, arma::fill::ones), "absdiff", 1e-12));
}

BOOST_AUTO_TEST_CASE(equal_scores_cost_log_ten_however_large_they_are) {
  for (const float score : {1e5F, 1e8F, -1e30F}) {
    const dln::Tensor<float> scores({1, 10, 1, 1}, score);
    BOOST_TEST(dln::SoftmaxCrossEntropy<float>().forward(scores, {3})[0] == std::log(10.0F),
               tolerance(1e-6F));
  }
}

BOOST_AUTO_TEST_CASE(a_score_that_is_not_a_number_gives_such_a_loss) {
  const DoubleTensor scores({1, 3, 1, 1}, {0, std::numeric_limits<double>::quiet_NaN(), 1});
  BOOST_TEST(std::isnan(DoubleSoftmax().forward(scores, {0})[0]));
  BOOST_TEST(std::isnan(DoubleHinge().forward(scores, {0})[0]));
}

// The reference: every pixel is an example of its own.
template <typename L>
void compare_with_pixels_as_examples(const L& loss) {
  const DoubleTensor scores = dln::test::random_tensor<double>({2, 3, 4, 5}, 1);
  DoubleTensor pixels({40, 3, 1, 1});
  arma::uvec labels(40);
  for (std::size_t i = 0; i < 40; ++i) {
    for (std::size_t c = 0; c < 3; ++c)
      pixels[3 * i + c] = scores[(i / 20 * 3 + c) * 20 + i % 20];
    labels[i] = i % 7 == 0 ? ignored_label : i % 3;
  }
  const DoubleTensor losses = loss.forward(scores, labels),
                     dscores = loss.backward(scores, labels, 0.25);
  const DoubleTensor expected = loss.forward(pixels, labels),
                     dpixels = loss.backward(pixels, labels, 0.25);
  BOOST_TEST((losses.shape() == dln::Shape{2, 1, 4, 5}));
  for (std::size_t i = 0; i < 40; ++i) {
    BOOST_TEST(losses[i] == expected[i]);
    for (std::size_t c = 0; c < 3; ++c)
      BOOST_TEST(dscores[(i / 20 * 3 + c) * 20 + i % 20] == dpixels[3 * i + c]);
    if (labels[i] != ignored_label) continue;
    BOOST_TEST(losses[i] == 0);
    for (std::size_t c = 0; c < 3; ++c) BOOST_TEST(dpixels[3 * i + c] == 0);
  }
  BOOST_TEST(loss.count(labels) ==
             loss.count(labels.elem(arma::find(labels != ignored_label)).eval()));
  BOOST_TEST(loss.count(labels) > 0);
}

BOOST_AUTO_TEST_CASE(a_pixel_is_scored_like_an_example) {
  compare_with_pixels_as_examples(DoubleSoftmax());
  compare_with_pixels_as_examples(DoubleSoftmax(arma::vec{1, 0.5, 20}));
  compare_with_pixels_as_examples(DoubleHinge(2));
}

BOOST_AUTO_TEST_CASE(class_weights_enter_the_sum_and_the_count) {
  const DoubleTensor scores({3, 2, 1, 1}, {1, 2, 3, -1, 0, 0.5});
  const arma::uvec labels = {0, 1, ignored_label};
  const DoubleSoftmax plain, weighted(arma::vec{0.5, 3});
  const DoubleTensor losses = plain.forward(scores, labels);
  const dln::LossValue value = weighted.value(scores, labels);
  BOOST_TEST(value.sum == 0.5 * losses[0] + 3 * losses[1], tolerance(1e-12));
  BOOST_TEST(value.count == 3.5);
  BOOST_TEST(value.mean() == value.sum / 3.5, tolerance(1e-12));
  const DoubleTensor dplain = plain.backward(scores, labels, 1),
                     dweighted = weighted.backward(scores, labels, 1);
  BOOST_TEST(dweighted[1] == 0.5 * dplain[1], tolerance(1e-12));
  BOOST_TEST(dweighted[2] == 3 * dplain[2], tolerance(1e-12));
  BOOST_TEST(dweighted[4] == 0);
}

BOOST_AUTO_TEST_CASE(a_batch_in_which_all_is_ignored_costs_nothing) {
  const DoubleTensor scores({2, 3, 1, 1}, 1.0);
  const arma::uvec labels = {ignored_label, ignored_label};
  const dln::LossValue value = DoubleSoftmax().value(scores, labels);
  BOOST_TEST(value.count == 0);
  BOOST_TEST(value.mean() == 0);
  BOOST_TEST(arma::all(DoubleSoftmax().backward(scores, labels, value.factor()).values() == 0));
}

BOOST_AUTO_TEST_CASE(losses_have_the_same_bits_for_any_number_of_threads) {
  const auto scores = dln::test::random_tensor<float>({3, 5, 61, 67}, 2);
  arma::uvec labels(std::size_t{3 * 61 * 67});
  for (std::size_t i = 0; i < labels.n_elem; ++i)
    labels[i] = i % 11 == 0 ? ignored_label : i % 5;
  const dln::SoftmaxCrossEntropy<float> softmax;
  dln::set_thread_count(1);
  const double sum = softmax.value(scores, labels).sum;
  const auto dscores = softmax.backward(scores, labels, 0.5);
  for (const std::size_t threads : {2, 3, 7}) {
    dln::set_thread_count(threads);
    BOOST_TEST(softmax.value(scores, labels).sum == sum);
    BOOST_TEST(arma::all(softmax.backward(scores, labels, 0.5).values() == dscores.values()));
  }
  dln::set_thread_count(2);
}

BOOST_AUTO_TEST_CASE(labels_must_fit_the_scores) {
  const DoubleTensor scores({2, 3, 1, 1});
  using dln::test::expect_error;
  expect_error([&] { return void(DoubleHinge().forward(scores, {0})); },
               {"Hinge", "2 labels", "got 1"});
  expect_error(
      [&] {
        return void(DoubleSoftmax().backward(scores, {0, 3}, 1));
      },
      {"SoftmaxCrossEntropy", "below 3 classes", "got 3"});
  expect_error(
      [&] {
        return void(DoubleSoftmax().forward(DoubleTensor({2, 3, 2, 2}), {0, 1}));
      },
      {"8 labels", "got 2"});
  expect_error(
      [&] {
        return void(DoubleSoftmax(arma::vec{1, 2}).forward(scores, {0, 1}));
      },
      {"2 classes", "got 3"});
  expect_error(
      [] {
        DoubleSoftmax(arma::vec{1, -1});
      },
      {"class weights of at least 0", "got -1"});
  expect_error(
      [] {
        DoubleSoftmax(arma::vec{1, std::nan("")});
      },
      {"class weights of at least 0", "got nan"});
}

BOOST_AUTO_TEST_CASE(a_margin_must_be_positive) {
  dln::test::expect_error([] { DoubleHinge(0); }, {"margin above 0", "got 0"});
  dln::test::expect_error([] { DoubleHinge{std::nan("")}; }, {"margin above 0", "got nan"});
}

BOOST_AUTO_TEST_SUITE_END()

#include <limits>

#include "dln/core/threads.hpp"
#include "dln/losses/binary_cross_entropy.hpp"
#include "dln/losses/smooth_l1.hpp"
#include "dln/losses/squared_error.hpp"
#include "support.hpp"

using boost::test_tools::tolerance;
using DoubleTensor = dln::Tensor<double>;
using Target = dln::WeightedNumbers<double>;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

DoubleTensor row(std::initializer_list<double> numbers) {
  return {{1, numbers.size(), 1, 1}, numbers};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(losses)

BOOST_AUTO_TEST_CASE(squared_error_by_hand) {
  const DoubleTensor scores = row({1, 2, 3});
  const Target target{row({1, 0, 3.5}), row({1, 2, 4})};
  const dln::SquaredError<double> loss;
  BOOST_TEST(arma::all(loss.forward(scores, target).values() == arma::vec{0, 8, 1}));
  BOOST_TEST(arma::all(loss.backward(scores, target, 0.5).values() == arma::vec{0, 4, -2}));
  BOOST_TEST(loss.value(scores, target).sum == 9);
  BOOST_TEST(loss.value(scores, target).count == 7);
  BOOST_TEST(loss.count({row({1, 2, 3}), {}}) == 3);
}

BOOST_AUTO_TEST_CASE(smooth_l1_by_hand) {
  const DoubleTensor scores = row({0, 0.5, 2, 3, -4});
  const Target target{row({0, 0, 0, 5, 0})};
  const dln::SmoothL1<double> one, two(2);
  BOOST_TEST(
      arma::all(one.forward(scores, target).values() == arma::vec{0, 0.125, 1.5, 1.5, 3.5}));
  BOOST_TEST(
      arma::all(one.backward(scores, target, 1).values() == arma::vec{0, 0.5, 1, -1, -1}));
  BOOST_TEST(arma::all(two.forward(scores, target).values() == arma::vec{0, 0.0625, 1, 1, 3}));
  BOOST_TEST(
      arma::all(two.backward(scores, target, 1).values() == arma::vec{0, 0.25, 1, -1, -1}));
}

BOOST_AUTO_TEST_CASE(binary_cross_entropy_by_hand) {
  const DoubleTensor scores = row({0, std::log(3), std::log(3), -std::log(4)});
  const Target target{row({1, 1, 0, 0.5})};
  const dln::BinaryCrossEntropy<double> loss;
  const DoubleTensor losses = loss.forward(scores, target);
  BOOST_TEST(losses[0] == std::log(2), tolerance(1e-12));            // p = 1/2
  BOOST_TEST(losses[1] == -std::log(0.75), tolerance(1e-12));        // p = 3/4
  BOOST_TEST(losses[2] == -std::log(0.25), tolerance(1e-12));        // and it was not so
  BOOST_TEST(losses[3] == -0.5 * std::log(0.16), tolerance(1e-12));  // p = 1/5
  const DoubleTensor dscores = loss.backward(scores, target, 2);
  BOOST_TEST(
      arma::approx_equal(dscores.values(), arma::vec{-1, -0.5, 1.5, -0.6}, "absdiff", 1e-12));
}

BOOST_AUTO_TEST_CASE(number_losses_stand_scores_of_any_size) {
  const DoubleTensor scores = row({1000, 1000, -1000, -1000});
  const Target target{row({1, 0, 1, 0})};
  const dln::BinaryCrossEntropy<double> loss;
  BOOST_TEST(arma::all(loss.forward(scores, target).values() == arma::vec{0, 1000, 1000, 0}));
  BOOST_TEST(arma::all(loss.backward(scores, target, 1).values() == arma::vec{0, 1, -1, 0}));
  BOOST_TEST(dln::SmoothL1<double>().forward(row({1e308}), {row({0})})[0] == 1e308);
  BOOST_TEST(dln::SmoothL1<double>().backward(row({1e308}), {row({0})}, 1)[0] == 1);
}

BOOST_AUTO_TEST_CASE(what_weighs_nothing_is_left_out_whatever_it_is) {
  const DoubleTensor scores = row({1, 2});
  const Target target{row({not_a_number, 1}), row({0, 1})};
  const auto check = [&](const dln::NumberLoss<double>& loss) {
    BOOST_TEST(loss.forward(scores, target)[0] == 0, loss.name());
    BOOST_TEST(loss.backward(scores, target, 1)[0] == 0, loss.name());
    BOOST_TEST(loss.value(scores, target).mean() == loss.forward(scores, target)[1],
               loss.name());
  };
  check(dln::SquaredError<double>());
  check(dln::SmoothL1<double>());
  check(dln::BinaryCrossEntropy<double>());
}

BOOST_AUTO_TEST_CASE(number_losses_have_the_same_bits_for_any_number_of_threads) {
  const auto scores = dln::test::random_tensor<float>({7, 11, 23, 29}, 1);
  const dln::WeightedNumbers<float> target{dln::test::random_tensor<float>({7, 11, 23, 29}, 2)};
  const dln::SmoothL1<float> loss(0.3F);
  dln::set_thread_count(1);
  const double sum = loss.value(scores, target).sum;
  const auto dscores = loss.backward(scores, target, 0.1);
  for (const std::size_t threads : {2, 3, 7}) {
    dln::set_thread_count(threads);
    BOOST_TEST(loss.value(scores, target).sum == sum);
    BOOST_TEST(arma::all(loss.backward(scores, target, 0.1).values() == dscores.values()));
  }
  dln::set_thread_count(2);
}

BOOST_AUTO_TEST_CASE(targets_must_fit_the_scores) {
  using dln::test::expect_error;
  const DoubleTensor scores = row({1, 2});
  const dln::SquaredError<double> loss;
  expect_error([&] { return void(loss.forward(scores, {row({1})})); },
               {"SquaredError", "target of shape 1x2x1x1", "got 1x1x1x1"});
  expect_error(
      [&] {
        return void(loss.backward(scores, {scores, row({1})}, 1));
      },
      {"weights of shape 1x2x1x1", "got 1x1x1x1"});
  expect_error(
      [&] {
        return void(loss.forward(scores, {scores, row({1, -1})}));
      },
      {"weights of at least 0", "got -1"});
  expect_error(
      [&] {
        return void(loss.forward(scores, {scores, row({1, not_a_number})}));
      },
      {"weights of at least 0", "got nan"});
  const dln::BinaryCrossEntropy<double> binary;
  expect_error(
      [&] {
        return void(binary.forward(scores, {row({0, 1.5})}));
      },
      {"BinaryCrossEntropy", "0 ... 1", "got 1.5"});
  expect_error(
      [&] {
        return void(binary.backward(scores, {row({-0.1, 1})}, 1));
      },
      {"0 ... 1", "got -0.1"});
  expect_error([] { dln::SmoothL1<double>(0); }, {"SmoothL1", "beta above 0", "got 0"});
}

BOOST_AUTO_TEST_SUITE_END()

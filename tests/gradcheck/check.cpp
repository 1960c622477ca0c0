#include "dln/gradcheck/check.hpp"

#include "dln/layers/dense.hpp"
#include "dln/layers/relu.hpp"
#include "support.hpp"

using namespace dln::gradcheck;
using Tensor = dln::Tensor<double>;

BOOST_AUTO_TEST_SUITE(gradcheck)

BOOST_AUTO_TEST_CASE(a_large_tensor_is_sampled_by_seed) {
  dln::Dense<double> dense(30, 20, dln::he<double>(), dln::Random(1));
  const Tensor x = dln::test::random_tensor<double>({3, 30, 1, 1}, 2);
  const Report report = check_layer(dense, x, {.most_entries = 25});
  BOOST_TEST(report.passed());
  for (const auto& tensor : report.tensors) BOOST_TEST(tensor.checked == (tensor.tensor == "bias" ? 20U : 25U));
}

BOOST_AUTO_TEST_CASE(entries_at_a_kink_are_counted_and_left_out) {
  dln::ReLU<double> relu;
  Tensor x = dln::test::random_tensor<double>({10, 10, 1, 1}, 3);
  x[4] = 0;     // at the kink
  x[7] = 1e-7;  // so near that no nudge avoids it
  x[9] = 5e-6;  // the smallest nudge avoids it
  const Report report = check_layer(relu, x);
  BOOST_TEST(report.passed());
  BOOST_TEST(report.tensors[0].at_kink == 2U);
  BOOST_TEST(report.tensors[0].checked == 98U);
}

BOOST_AUTO_TEST_CASE(too_many_kinks_fail_the_check) {
  dln::ReLU<double> relu;
  Tensor x = dln::test::random_tensor<double>({10, 1, 1, 1}, 3);
  x[4] = 0;
  const Report report = check_layer(relu, x);
  BOOST_TEST(!report.passed());
  BOOST_TEST(report.table().find("too many entries at a kink") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_wrong_gradient_of_a_curved_function_is_no_kink) {
  Tensor x = dln::test::random_tensor<double>({1, 20, 1, 1}, 4);
  Tensor wrong(x.shape());
  wrong.values() = 2.9 * arma::square(x.values());
  const auto outputs = [&] {
    Tensor y(x.shape());
    y.values() = arma::pow(x.values(), 3);
    return y;
  };
  const auto report = check_tensor({"x", x, wrong, outputs, Tensor(x.shape(), 1.0), 1, {}});
  BOOST_TEST(report.at_kink == 0U);
  BOOST_TEST(report.wrong == 20U);
  BOOST_TEST(report.largest_relative_error > 0.03);
}

BOOST_AUTO_TEST_CASE(a_gradient_of_the_wrong_shape_is_refused) {
  Tensor x({1, 2, 1, 1});
  dln::test::expect_error(
      [&] {
        check_tensor({"x", x, Tensor({1, 3, 1, 1}), [&] { return x; }, x, 1, {}});
      },
      {"gradient of x", "1x2x1x1", "1x3x1x1"});
}

BOOST_AUTO_TEST_CASE(a_gradient_that_is_not_a_number_fails) {
  Tensor x({1, 2, 1, 1}, {1, 2});
  const auto report = check_tensor({"x", x, Tensor(x.shape(), std::nan("")), [&] { return x; }, x, 1, {}});
  BOOST_TEST(!report.passed());
  BOOST_TEST(report.diagnosis.find("not numbers") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(verdicts_follow_the_scale) {
  BOOST_TEST(verdict(0.1) == "wrong");
  BOOST_TEST(verdict(1e-3) == "uneasy");
  BOOST_TEST(verdict(1e-5) == "good");
  BOOST_TEST(verdict(1e-9) == "happy");
  BOOST_TEST(verdict(std::nan("")) == "wrong");
}

BOOST_AUTO_TEST_SUITE_END()

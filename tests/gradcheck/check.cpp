#include "dln/gradcheck/check.hpp"

#include "dln/layers/dense.hpp"
#include "dln/layers/relu.hpp"
#include "support.hpp"

using namespace dln::gradcheck;
using DoubleTensor = dln::Tensor<double>;

BOOST_AUTO_TEST_SUITE(gradcheck)

BOOST_AUTO_TEST_CASE(a_large_tensor_is_sampled_by_seed) {
  dln::Dense<double> dense(30, 20, dln::he<double>(), dln::Random(1));
  const DoubleTensor x = dln::test::random_tensor<double>({3, 30, 1, 1}, 2);
  const Report report = check_layer(dense, x, {.max_entries = 25});
  BOOST_TEST(report.passed());
  for (const auto& tensor : report.tensors)
    BOOST_TEST(tensor.checked == (tensor.tensor == "bias" ? 20U : 25U));
}

BOOST_AUTO_TEST_CASE(entries_at_a_kink_are_counted_and_left_out) {
  dln::ReLU<double> relu;
  DoubleTensor x = dln::test::random_tensor<double>({10, 10, 1, 1}, 3);
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
  DoubleTensor x = dln::test::random_tensor<double>({10, 1, 1, 1}, 3);
  x[4] = 0;
  const Report report = check_layer(relu, x);
  BOOST_TEST(!report.passed());
  BOOST_TEST(report.table().find("too many entries at a kink") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_wrong_gradient_of_a_curved_function_is_no_kink) {
  DoubleTensor x = dln::test::random_tensor<double>({1, 20, 1, 1}, 4);
  DoubleTensor wrong(x.shape());
  wrong.values() = 2.9 * arma::square(x.values());
  const auto outputs = [&] {
    DoubleTensor y(x.shape());
    y.values() = arma::pow(x.values(), 3);
    return y;
  };
  const auto report =
      check_tensor({"x", x, wrong, outputs, DoubleTensor(x.shape(), 1.0), 1, {}});
  BOOST_TEST(report.at_kink == 0U);
  BOOST_TEST(report.wrong == 20U);
  BOOST_TEST(report.largest_relative_error > 0.03);
}

BOOST_AUTO_TEST_CASE(a_gradient_of_the_wrong_shape_is_refused) {
  DoubleTensor x({1, 2, 1, 1});
  dln::test::expect_error(
      [&] {
        check_tensor({"x", x, DoubleTensor({1, 3, 1, 1}), [&] { return x; }, x, 1, {}});
      },
      {"gradient of x", "1x2x1x1", "1x3x1x1"});
}

BOOST_AUTO_TEST_CASE(a_gradient_that_is_not_a_number_fails) {
  DoubleTensor x({1, 2, 1, 1}, {1, 2});
  const auto report = check_tensor(
      {"x", x, DoubleTensor(x.shape(), std::nan("")), [&] { return x; }, x, 1, {}});
  BOOST_TEST(!report.passed());
  BOOST_TEST(report.diagnosis.find("not numbers") != std::string::npos);
}

// y = slope(x) * x + offset at each of twenty entries, with an analytic gradient that is given.
TensorReport check_lines(double slope, double offset, double analytic,
                         const Options& options = {}) {
  DoubleTensor x = dln::test::random_tensor<double>({1, 20, 1, 1}, 4);
  const auto outputs = [&] {
    DoubleTensor y(x.shape());
    y.values() = slope * x.values() + offset;
    return y;
  };
  return check_tensor(
      {"x", x, DoubleTensor(x.shape(), analytic), outputs, DoubleTensor(x.shape(), 1.0), 1, {}},
      options);
}

BOOST_AUTO_TEST_CASE(the_tolerance_is_one_in_ten_million) {
  BOOST_TEST(check_lines(2, 0, 2).passed());
  BOOST_TEST(check_lines(2, 0, 2 * (1 + 3e-8)).passed());
  BOOST_TEST(check_lines(2, 0, 2 * (1 + 2e-6)).wrong == 20U);
  BOOST_TEST(check_lines(2, 0, 2 * (1 - 2e-6)).wrong == 20U);
  BOOST_TEST(check_lines(2, 0, 2 * (1 + 2e-6), {.tolerance = 1e-5}).passed());
}

BOOST_AUTO_TEST_CASE(rounding_alone_is_no_mistake_and_no_kink) {
  const auto correct =
      check_lines(2, 1e6, 2);  // of numbers near a million, a nudge leaves few digits
  BOOST_TEST(correct.passed());
  BOOST_TEST(correct.at_kink == 0U);
  const auto wrong = check_lines(2, 1e6, 20);
  BOOST_TEST(wrong.wrong == 20U);
  BOOST_TEST(wrong.at_kink == 0U, wrong.at_kink << " entries of a straight line are at a kink");
}

BOOST_AUTO_TEST_CASE(a_slight_kink_is_one) {
  // The slope is 1 on the left and 1.0001 on the right: analytic 1 is as good an answer as any.
  DoubleTensor x = dln::test::random_tensor<double>({1, 40, 1, 1}, 4);
  x[7] = 0;
  DoubleTensor gradient(x.shape(), 1.0);
  for (std::size_t i = 0; i < 40; ++i) gradient[i] = x[i] > 0 ? 1.0001 : 1;
  const auto outputs = [&] {
    DoubleTensor y = x;
    for (std::size_t i = 0; i < 40; ++i) y[i] = x[i] > 0 ? 1.0001 * x[i] : x[i];
    return y;
  };
  const auto report =
      check_tensor({"x", x, gradient, outputs, DoubleTensor(x.shape(), 1.0), 1, {}});
  BOOST_TEST(report.at_kink == 1U);
  BOOST_TEST(report.passed());
}

BOOST_AUTO_TEST_CASE(zeros_against_zeros_fail) {
  const auto unused = check_lines(0, 3, 0);
  BOOST_TEST(unused.wrong == 0U);
  BOOST_TEST(unused.alive == 0U);
  BOOST_TEST(!unused.passed());
  BOOST_TEST(unused.diagnosis.find("moves no output") != std::string::npos);
  BOOST_TEST(!check_lines(0, 3, 0, {.min_alive = 0}).passed(), "whatever share is asked for");

  // Of a hundred entries four are alive, then five.
  const auto few = [](std::size_t alive, const Options& options) {
    DoubleTensor x = dln::test::random_tensor<double>({1, 100, 1, 1}, 4);
    DoubleTensor gradient(x.shape());
    for (std::size_t i = 0; i < alive; ++i) gradient[i] = 1;
    const auto outputs = [&] {
      DoubleTensor y(x.shape());
      for (std::size_t i = 0; i < alive; ++i) y[i] = x[i];
      return y;
    };
    const auto report =
        check_tensor({"x", x, gradient, outputs, DoubleTensor(x.shape(), 1.0), 1, {}}, options);
    BOOST_TEST(report.alive == alive);
    return Report{"few", "", {report}};
  };
  BOOST_TEST(!few(4, {}).passed());
  BOOST_TEST(few(4, {}).table().find("only 4 of 100 entries") != std::string::npos);
  BOOST_TEST(few(5, {}).passed());
  BOOST_TEST(few(4, {.min_alive = 0.01}).passed());
}

BOOST_AUTO_TEST_CASE(an_empty_report_does_not_pass) {
  BOOST_TEST(!(Report{"nothing", "", {}}.passed()));
  BOOST_TEST(!TensorReport{}.passed());
  BOOST_TEST((Report{"nothing", "", {}}.table().find("FAILED")) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_step_is_checked_by_every_parameter_that_learns) {
  dln::Parameter<double> weight{DoubleTensor({1, 3, 1, 1}, {1, -2, 3})};
  dln::Parameter<double> bias{DoubleTensor({1, 1, 1, 1}, 0.5), dln::ParameterKind::bias};
  dln::Parameter<double> frozen{DoubleTensor({1, 1, 1, 1}, 2.0), dln::ParameterKind::weight,
                                0.0};
  const dln::ParameterList<double> parameters = {
      {"weight", &weight}, {"bias", &bias}, {"frozen", &frozen}};
  const dln::L2<double> l2(0.5);
  // sum of w^3 + b^2, times what is frozen, and the penalty.
  const auto step = [&](bool penalty) {
    return [&, penalty](dln::Pass<double>& pass) {
      const double scale = frozen.value[0];
      pass.gradient(weight).values() += 3 * scale * arma::square(weight.value.values());
      pass.gradient(bias)[0] += 2 * scale * bias.value[0];
      const double data = scale * (arma::accu(arma::pow(weight.value.values(), 3)) +
                                   bias.value[0] * bias.value[0]);
      dln::Pass<double> other(dln::Mode::train, dln::Random(1));
      return data + dln::penalize<double>(l2, parameters, penalty ? pass : other);
    };
  };
  const Report good = check_step("cubes", parameters, step(true), &l2, {.tolerance = 1e-6});
  BOOST_TEST(good.passed(), good.table());
  BOOST_TEST(good.tensors.size() == 2U);
  const Report bad = check_step("cubes", parameters, step(false), &l2, {.tolerance = 1e-6});
  BOOST_TEST(!bad.passed());
  BOOST_TEST(bad.tensors[0].diagnosis == "a term is missing: the regularization gradient");
  BOOST_TEST(bad.tensors[1].passed(), "a bias has no penalty");
}

BOOST_AUTO_TEST_CASE(verdicts_follow_the_scale) {
  BOOST_TEST(verdict(0.1) == "wrong");
  BOOST_TEST(verdict(1e-3) == "uneasy");
  BOOST_TEST(verdict(1e-5) == "good");
  BOOST_TEST(verdict(1e-9) == "happy");
  BOOST_TEST(verdict(std::nan("")) == "wrong");
}

BOOST_AUTO_TEST_SUITE_END()

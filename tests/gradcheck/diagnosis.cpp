#include "dln/gradcheck/diagnosis.hpp"

#include "dln/gradcheck/check.hpp"
#include "dln/gradcheck/planted.hpp"
#include "dln/gradcheck/usual_slips.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/relu.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "support.hpp"

using namespace dln::gradcheck;
using DoubleTensor = dln::Tensor<double>;

namespace {

// What the check of a 5 x 3 dense layer says about one of its tensors when a mistake is
// planted.
TensorReport dense_with(Mistake mistake, const std::string& tensor) {
  dln::Dense<double> dense(5, 3, dln::gaussian<double>(1), dln::Random(1));
  Planted planted(dense, mistake);
  const Report report = check_layer(planted, dln::test::random_tensor<double>({4, 5, 1, 1}, 2));
  for (const auto& found : report.tensors)
    if (found.tensor == tensor) return found;
  throw dln::Error("report", tensor, "no such tensor");
}

TensorReport relu_with(Mistake mistake) {
  dln::ReLU<double> relu;
  Planted planted(relu, mistake);
  return check_layer(planted, dln::test::random_tensor<double>({2, 2, 5, 5}, 3)).tensors[0];
}

bool says(const TensorReport& report, const std::string& text) {
  return !report.passed() && report.diagnosis.find(text) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gradcheck)

BOOST_AUTO_TEST_CASE(every_planted_mistake_is_named) {
  BOOST_TEST(says(dense_with(Mistake::sign, "weight"), "wrong sign"));
  BOOST_TEST(says(dense_with(Mistake::sign, "x"), "wrong sign"));
  BOOST_TEST(says(dense_with(Mistake::twice, "bias"), "2 times too large"));
  BOOST_TEST(says(dense_with(Mistake::divided_by_batch, "weight"),
                  "4 times too small, the batch size N"));
  BOOST_TEST(says(dense_with(Mistake::transposed, "weight"), "transposed"));
  BOOST_TEST(says(dense_with(Mistake::overwritten, "weight"), "overwritten instead of added"));
  BOOST_TEST(says(dense_with(Mistake::overwritten, "bias"), "overwritten instead of added"));
  BOOST_TEST(says(dense_with(Mistake::all_zero, "weight"), "zero everywhere"));
  BOOST_TEST(says(relu_with(Mistake::mask), "mask is wrong"));
  BOOST_TEST(says(relu_with(Mistake::edges), "border"));
}

BOOST_AUTO_TEST_CASE(a_missing_term_is_named) {
  // Loss and penalty together, with the penalty's gradient forgotten, then counted twice.
  const dln::SoftmaxCrossEntropy<double> loss;
  const dln::L2<double> l2(0.5);
  DoubleTensor scores = dln::test::random_tensor<double>({3, 4, 1, 1}, 5);
  const arma::uvec labels = {0, 1, 3};
  const DoubleTensor data = loss.backward(scores, labels, 1.0 / 3);
  DoubleTensor penalty(scores.shape());
  l2.backward(scores, penalty);
  const auto outputs = [&] {
    return DoubleTensor({1, 1, 1, 1}, loss.value(scores, labels).mean() + l2.forward(scores));
  };
  const auto check = [&](double factor) {
    DoubleTensor gradient(scores.shape());
    gradient.values() = data.values() + factor * penalty.values();
    const DoubleTensor one({1, 1, 1, 1}, 1.0);
    return check_tensor({"w",
                         scores,
                         gradient,
                         outputs,
                         one,
                         3,
                         {{"data", data}, {"regularization", penalty}}});
  };
  BOOST_TEST(check(1).passed());
  BOOST_TEST(says(check(0), "a term is missing: the regularization gradient"));
  BOOST_TEST(says(check(2),
                  "the regularization gradient enters with a wrong factor: add -1 times it"));
}

BOOST_AUTO_TEST_CASE(other_factors_are_told_by_number) {
  DoubleTensor x = dln::test::random_tensor<double>({2, 6, 1, 1}, 6);
  const auto outputs = [&] {
    DoubleTensor y(x.shape());
    y.values() = arma::square(x.values());
    return y;
  };
  const auto check = [&](double factor) {
    DoubleTensor gradient(x.shape());
    gradient.values() = factor * x.values();
    return check_tensor({"x", x, gradient, outputs, DoubleTensor(x.shape(), 1.0), 3, {}});
  };
  BOOST_TEST(check(2).passed());
  BOOST_TEST(says(check(1), "half of what it should be"));
  BOOST_TEST(says(check(6), "3 times too large, the batch size N"));
  BOOST_TEST(says(check(-1), "-0.5 times what it should be: the sign is wrong"));
  BOOST_TEST(says(check(1.4), "0.7 times what it should be"));
}

BOOST_AUTO_TEST_CASE(forgotten_factors_are_named) {
  DoubleTensor x = dln::test::random_tensor<double>({4, 6, 1, 1}, 9);
  const DoubleTensor dy = dln::test::random_tensor<double>({4, 6, 1, 1}, 10);
  const auto says_of = [&](const auto& f, const auto& dx, const std::string& text) {
    const auto outputs = [&] {
      DoubleTensor y(x.shape());
      y.values() = f(x.values());
      return y;
    };
    const DoubleTensor y = outputs();
    DoubleTensor analytic(x.shape());
    analytic.values() = dx(y.values());
    const auto factors = usual_factors(
        {x, y, dy}, {{"scale", dln::test::random_tensor<double>({1, 6, 1, 1}, 11)}});
    const auto report = check_tensor({"x", x, analytic, outputs, dy, 4, {}, factors});
    return text.empty() ? report.passed() : says(report, text);
  };
  const auto tanh = [](const arma::vec& v) { return arma::vec(arma::tanh(v)); };
  const auto sigmoid = [](const arma::vec& v) { return arma::vec(1 / (1 + arma::exp(-v))); };
  const auto square = [](const arma::vec& v) { return arma::vec(arma::square(v) / 2); };
  const auto scaled = [](const arma::vec& v) {
    const DoubleTensor scale = dln::test::random_tensor<double>({1, 6, 1, 1}, 11);
    return arma::vec(v % arma::repmat(scale.values(), 4, 1));
  };
  const arma::vec& d = dy.values();
  BOOST_TEST(says_of(
      tanh, [&](const arma::vec& y) { return arma::vec(d % (1 - y % y)); }, ""));
  BOOST_TEST(says_of(
      tanh, [&](const arma::vec& y) { return arma::vec(d % (1 - y)); }, "1 - y², not 1 - y"));
  BOOST_TEST(says_of(
      tanh, [&](const arma::vec& y) { return arma::vec(1 - y % y); },
      "times dy: the chain rule"));
  BOOST_TEST(says_of(
      sigmoid, [&](const arma::vec& y) { return arma::vec(d % y); }, "it is y (1 - y)"));
  BOOST_TEST(says_of(
      sigmoid, [&](const arma::vec& y) { return arma::vec(d % (1 - y)); }, "yours times y"));
  BOOST_TEST(says_of(
      square, [&](const arma::vec&) { return d; }, "yours times x"));
  BOOST_TEST(says_of(
      square, [&](const arma::vec&) { return arma::vec(d % x.values() % d); },
      "a factor is too much"));
  BOOST_TEST(says_of(
      scaled, [&](const arma::vec&) { return d; }, "yours times scale"));
}

BOOST_AUTO_TEST_CASE(slips_in_a_parameter_of_a_number_a_feature_are_named) {
  for (const dln::Shape shape : {dln::Shape{4, 6, 1, 1}, dln::Shape{2, 3, 4, 5}}) {
    const DoubleTensor x = dln::test::random_tensor<double>(shape, 12),
                       dy = dln::test::random_tensor<double>(shape, 13);
    DoubleTensor scale = dln::test::random_tensor<double>({1, shape.channels, 1, 1}, 14);
    const auto outputs = [&] {
      DoubleTensor y = x;
      for (std::size_t i = 0; i < y.size(); ++i)
        y[i] *= scale[i / (shape.height * shape.width) % shape.channels];
      return y;
    };
    const DoubleTensor y = outputs();
    const auto slips = usual_slips({x, y, dy}, scale.shape());
    BOOST_TEST(slips.size() == 3U);
    const auto check = [&](const DoubleTensor& gradient) {
      return check_tensor({"scale", scale, gradient, outputs, dy, 2, {}, {}, slips});
    };
    BOOST_TEST(says(check(slips[0].gradient), "the sum of dy alone"));
    BOOST_TEST(says(check(slips[1].gradient), "dy is forgotten"));
    BOOST_TEST(says(check(slips[2].gradient), "made of y instead of x"));
    DoubleTensor by_channel(scale.shape());
    for (std::size_t i = 0; i < x.size(); ++i)
      by_channel[i / (shape.height * shape.width) % shape.channels] += x[i] * dy[i];
    BOOST_TEST(check(by_channel).passed());
  }
}

BOOST_AUTO_TEST_CASE(a_mistake_of_no_usual_kind_is_called_unknown) {
  DoubleTensor x = dln::test::random_tensor<double>({2, 6, 1, 1}, 7);
  const DoubleTensor gradient = dln::test::random_tensor<double>({2, 6, 1, 1}, 8);
  const auto report =
      check_tensor({"x", x, gradient, [&] { return x; }, DoubleTensor(x.shape(), 1.0), 2, {}});
  BOOST_TEST(says(report, "12 of 12 entries are wrong, and no usual cause fits"));
}

BOOST_AUTO_TEST_CASE(correct_gradients_get_no_diagnosis) {
  for (const char* tensor : {"x", "weight", "bias"}) {
    const auto report = dense_with(Mistake::none, tensor);
    BOOST_TEST(report.passed());
    BOOST_TEST(report.diagnosis.empty());
  }
  BOOST_TEST(relu_with(Mistake::none).diagnosis.empty());
}

BOOST_AUTO_TEST_SUITE_END()

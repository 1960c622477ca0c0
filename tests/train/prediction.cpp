#include "dln/train/prediction.hpp"

#include <cmath>

#include "dln/layers/conv2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/sequential.hpp"
#include "support.hpp"

using DoubleTensor = dln::Tensor<double>;

namespace {

/** y = x, which counts the examples of each call, and would change a statistic in a training
 * forward. */
class Counting final : public dln::Layer<double> {
 public:
  [[nodiscard]] std::string name() const override { return "Counting"; }
  [[nodiscard]] dln::Shape output_shape(const dln::Shape& x) const override { return x; }
  DoubleTensor forward(DoubleTensor x, dln::Pass<double>& pass) const override {
    calls.push_back(x.shape().examples);
    BOOST_TEST(!pass.keeps());
    BOOST_TEST((pass.mode() == dln::Mode::test));
    pass.next(statistic)[0] += 1;
    return x;
  }
  DoubleTensor backward(DoubleTensor dy, dln::Pass<double>&) const override { return dy; }
  [[nodiscard]] dln::ParameterList<double> parameters() override {
    return {{"statistic", &statistic}};
  }

  mutable std::vector<std::size_t> calls;
  dln::Parameter<double> statistic{DoubleTensor({1, 1, 1, 1}, 1.0),
                                   dln::ParameterKind::statistic};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(a_large_set_is_predicted_in_batches_like_one) {
  dln::Sequential<double> network;
  network.add<dln::Dense<double>>(2, 10, dln::he<double>(), dln::Random(1));
  network.add<dln::ReLU<double>>();
  network.add<dln::Dense<double>>(10, 3, dln::he<double>(), dln::Random(2));
  const DoubleTensor images =
      dln::test::random_tensor<double>({700, 2, 1, 1}, 3);  // 256, 256 and 188
  const DoubleTensor scores = dln::predict(network, images);
  BOOST_TEST((scores.shape() == dln::Shape{700, 3, 1, 1}));
  for (const std::size_t i : {0U, 255U, 256U, 600U, 699U}) {
    const DoubleTensor one = dln::predict(network, images.examples(i, 1));
    BOOST_TEST(
        arma::approx_equal(scores.columns().col(i), one.columns().col(0), "absdiff", 1e-14));
  }
}

BOOST_AUTO_TEST_CASE(a_prediction_keeps_nothing_and_changes_no_statistic) {
  const auto calls = [](const dln::Shape& images) {
    Counting layer;
    dln::predict(layer, DoubleTensor(images));
    BOOST_TEST(layer.statistic.value[0] == 1);
    return layer.calls;
  };
  const auto each = boost::test_tools::per_element();
  using Calls = std::vector<std::size_t>;
  BOOST_TEST(calls({600, 1, 1, 1}) == (Calls{256, 256, 88}), each);
  BOOST_TEST(calls({5, 3, 400, 300}) == (Calls{2, 2, 1}), each);  // of 360000 numbers an image
  BOOST_TEST(calls({2, 3, 1000, 1000}) == (Calls{1, 1}), each);   // large images go one by one
  BOOST_TEST(calls({0, 3, 10, 10}) == Calls{}, each);
}

BOOST_AUTO_TEST_CASE(the_highest_score_is_the_answer) {
  const DoubleTensor scores({3, 2, 1, 1}, {1, 2, 5, 4, -1, -2});
  const arma::uvec answers = dln::classify(scores);
  BOOST_TEST(arma::all(answers == arma::uvec{1, 0, 0}));
  BOOST_TEST(dln::accuracy(answers, {1, 1, 0}) == 2.0 / 3);
  BOOST_TEST(std::isnan(dln::accuracy({}, {})));
  dln::test::expect_error([&] { return void(dln::accuracy(answers, {1})); },
                          {"accuracy", "1 answers", "got 3"});
}

BOOST_AUTO_TEST_CASE(
    a_predictor_says_what_the_network_says_for_batches_and_images_of_any_size) {
  dln::Sequential<double> network;
  network.add<dln::Conv2d<double>>(dln::conv::square(3, 8, 0, 3, 1, 1), dln::he<double>(),
                                   dln::Random(1));
  network.add<dln::ReLU<double>>();
  network.add<dln::Conv2d<double>>(dln::conv::square(8, 5, 0, 1), dln::he<double>(),
                                   dln::Random(2));
  dln::Predictor<double> predictor(network);
  for (const auto& shape : {dln::Shape{4, 3, 12, 14}, dln::Shape{1, 3, 12, 14},
                            dln::Shape{2, 3, 31, 9}, dln::Shape{70, 3, 12, 14}}) {
    const auto x = dln::test::random_tensor<double>(shape, 3);
    BOOST_TEST(arma::approx_equal(predictor(x).values(), dln::predict(network, x).values(),
                                  "absdiff", 1e-12));
  }
}

BOOST_AUTO_TEST_SUITE_END()

#include "dln/train/training.hpp"

#include "dln/core/threads.hpp"
#include "dln/data/generated.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/relu.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/train/sequential.hpp"
#include "support.hpp"

using dln::Random;

namespace {

template <typename T>
void build(dln::Sequential<T>& network, std::size_t hidden) {
  network.template add<dln::Dense<T>>(2, hidden, dln::he<T>(), Random(1));
  network.template add<dln::ReLU<T>>();
  network.template add<dln::Dense<T>>(hidden, 3, dln::he<T>(), Random(2));
}

arma::fvec train_spiral(std::size_t threads) {
  dln::set_thread_count(threads);
  dln::Sequential<float> network;
  build(network, 20);
  const auto data = dln::spiral<float>(67, Random(1));
  dln::Momentum<float> optimizer(0.1F);
  const dln::L2<float> regularizer(1e-3F);
  dln::train<float>(network, dln::SoftmaxCrossEntropy<float>(), &regularizer, optimizer, data, {},
                    {.epochs = 3, .batch_size = 150});
  dln::set_thread_count(2);
  return network.parameters()[0]->value.values();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(a_small_network_untangles_the_spiral) {
  dln::Sequential<float> network;
  build(network, 100);
  const auto [train, validation] = dln::split(dln::spiral<float>(200, Random(1)), 100, Random(2));
  dln::Momentum<float> optimizer(0.1F);
  const auto history = dln::train<float>(network, dln::SoftmaxCrossEntropy<float>(), nullptr, optimizer, train,
                                         validation, {.epochs = 60, .batch_size = 50});
  BOOST_TEST(history.epochs.size() == 60U);
  BOOST_TEST(history.batch_losses.size() == 600U);
  BOOST_TEST(history.epochs.back().validation_accuracy > 0.95);
  BOOST_TEST(history.epochs.back().loss < history.epochs.front().loss / 4);
  BOOST_TEST(history.epochs.back().update_ratio > 0);
}

BOOST_AUTO_TEST_CASE(any_number_of_threads_gives_the_same_bits) {
  const arma::fvec one = train_spiral(1);
  BOOST_TEST(arma::all(one == train_spiral(2)));
  BOOST_TEST(arma::all(one == train_spiral(3)));
}

BOOST_AUTO_TEST_CASE(shards_add_up_to_the_whole_batch) {
  dln::Sequential<double> network;
  build(network, 10);
  const auto data = dln::spiral<double>(33, Random(1));  // 99 examples: shards of 32, 32, 32 and 3
  const dln::SoftmaxCrossEntropy<double> loss;
  const auto step = dln::compute_step<double>(network, loss, nullptr, data, Random(1));
  dln::Pass<double> pass(dln::Mode::train, Random(1));
  const auto scores = network.forward(data.images, pass);
  network.backward(loss.backward(scores, data.labels), pass);
  BOOST_TEST(step.loss == arma::mean(loss.forward(scores, data.labels)), boost::test_tools::tolerance(1e-12));
  const auto parameters = network.parameters();
  for (std::size_t p = 0; p < parameters.size(); ++p)
    BOOST_TEST(
        arma::approx_equal(step.gradients[p].values(), pass.gradient(*parameters[p]).values(), "absdiff", 1e-14));
}

BOOST_AUTO_TEST_CASE(a_callback_can_stop_the_training) {
  dln::Sequential<float> network;
  build(network, 10);
  const auto data = dln::spiral<float>(30, Random(1));
  dln::GradientDescent<float> optimizer(0.1F);
  std::size_t finished = 0;
  const auto history =
      dln::train<float>(network, dln::SoftmaxCrossEntropy<float>(), nullptr, optimizer, data, data,
                        {.epochs = 10, .batch_size = 30, .callback = [&](const dln::Progress& progress) {
                           BOOST_TEST(progress.steps == 30U);
                           finished += progress.finished != nullptr ? 1 : 0;
                           return progress.step < 7;
                         }});
  BOOST_TEST(history.stopped);
  BOOST_TEST(history.batch_losses.size() == 7U);
  BOOST_TEST(history.epochs.size() == 2U);
  BOOST_TEST(finished == 2U);
}

BOOST_AUTO_TEST_CASE(a_loss_that_explodes_is_an_error_with_advice) {
  dln::Sequential<float> network;
  build(network, 10);
  const auto data = dln::spiral<float>(30, Random(1));
  dln::GradientDescent<float> optimizer(1e30F);
  dln::test::expect_error(
      [&] {
        dln::train<float>(network, dln::SoftmaxCrossEntropy<float>(), nullptr, optimizer, data, {}, {.epochs = 20});
      },
      {"training step", "finite", "smaller learning rate"});
}

BOOST_AUTO_TEST_CASE(prediction_works_example_by_example) {
  dln::Sequential<double> network;
  build(network, 10);
  const auto data = dln::spiral<double>(33, Random(1));
  const auto all = dln::predict(network, data.images);
  const auto one = dln::predict(network, data.images.examples(70, 1));
  BOOST_TEST(arma::approx_equal(all.columns().col(70), one.columns().col(0), "absdiff", 1e-14));
  BOOST_TEST(dln::accuracy(dln::classify(all), data.labels) <= 1);
  BOOST_TEST(std::isnan(dln::accuracy({}, {})));
}

BOOST_AUTO_TEST_SUITE_END()

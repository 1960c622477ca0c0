// Trainings of networks: they learn, and their bits depend on nothing but the seed.
#include "dln/core/threads.hpp"
#include "dln/data/generated.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/optimizers/momentum.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/training.hpp"
#include "support.hpp"

using dln::Random;

namespace {

void build_dense(dln::Sequential<float>& network, std::size_t hidden) {
  network.add<dln::Dense<float>>(2, hidden, dln::he<float>(), Random(1));
  network.add<dln::ReLU<float>>();
  network.add<dln::Dense<float>>(hidden, 3, dln::he<float>(), Random(2));
}

void build_convolutional(dln::Sequential<float>& network, const dln::Shape& image) {
  network.add<dln::Conv2d<float>>(dln::conv::square(image.channels, 8, image.height, 3, 1, 1),
                                  dln::he<float>(), Random(1));
  network.add<dln::ReLU<float>>();
  network.add<dln::MaxPool2d<float>>();
  network.add<dln::Flatten<float>>();
  const std::size_t features = network.output_shape(image).features();
  network.add<dln::Dense<float>>(features, 10, dln::he<float>(), Random(2));
}

arma::fvec all_values(dln::Layer<float>& network) {
  arma::fvec all;
  for (const auto& [path, parameter] : network.parameters())
    all = arma::join_cols(all, parameter->value.values());
  return all;
}

/** A training of a small convolutional network, which can stop after some steps and go on in
 * another process's place.
 */
struct Training {
  const dln::Dataset<float>& digits;
  dln::Sequential<float> network;
  dln::SoftmaxCrossEntropy<float> loss;
  dln::L2<float> l2{1e-3F};
  dln::Adam<float> adam{dln::cosine(2e-3, 9)};
  dln::TrainingState<float> state;

  explicit Training(const dln::Dataset<float>& data) : digits(data) {
    build_convolutional(network, data.images.shape());
  }

  dln::History run(std::size_t until = 1000) {
    dln::Classification<float> objective(network, loss, digits, &digits, &l2);
    return dln::train(
        objective, adam,
        {.epochs = 3,
         .batch_size = 30,
         .patience = 5,
         .callback = [&](const dln::Progress& progress) { return progress.step < until; }},
        state);
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(a_small_network_untangles_the_spiral) {
  dln::Sequential<float> network;
  build_dense(network, 100);
  const auto [train, validation] =
      dln::split(dln::spiral<float>(200, Random(1)), 100, Random(2));
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(network, loss, train, &validation);
  dln::Momentum<float> optimizer(0.1);
  const auto history = dln::train(objective, optimizer, {.epochs = 60, .batch_size = 50});
  BOOST_TEST(history.epochs.size() == 60U);
  BOOST_TEST(history.steps.size() == 600U);
  BOOST_TEST(dln::value_of(history.epochs.back().validation, "accuracy") > 0.95);
  BOOST_TEST(history.epochs.back().loss < history.epochs.front().loss / 4);
}

BOOST_AUTO_TEST_CASE(any_number_of_threads_gives_the_same_bits) {
  const auto digits = dln::glyph_digits<float>(80, Random(3));
  const auto run = [&](std::size_t threads) {
    dln::set_thread_count(threads);
    Training training(digits);
    const auto history = training.run();
    dln::set_thread_count(2);
    return std::make_pair(all_values(training.network), history.epochs.back().loss);
  };
  const auto [one, loss] = run(1);
  for (const std::size_t threads : {2, 3, 7}) {
    const auto [values, same_loss] = run(threads);
    BOOST_TEST(arma::all(values == one), threads << " threads");
    BOOST_TEST(same_loss == loss);
  }
}

BOOST_AUTO_TEST_CASE(a_training_that_stopped_anywhere_goes_on_with_the_same_bits) {
  const auto digits = dln::glyph_digits<float>(80, Random(3));  // three steps an epoch
  Training whole(digits);
  const dln::History expected = whole.run();
  BOOST_TEST(expected.steps.size() == 9U);
  for (const std::size_t stop : {1U, 2U, 3U, 5U, 8U, 9U}) {
    Training stopped(digits), resumed(digits);
    BOOST_TEST((stopped.run(stop).ending == dln::Ending::by_callback));
    auto from = stopped.network.parameters(), to = resumed.network.parameters();
    for (std::size_t p = 0; p < to.size(); ++p)
      to[p].parameter->value = from[p].parameter->value;
    resumed.adam.restore(stopped.adam.state());
    resumed.state = stopped.state;
    const dln::History history = resumed.run();
    BOOST_TEST(history.steps.size() == 9 - stop);
    BOOST_TEST(arma::all(all_values(resumed.network) == all_values(whole.network)),
               "stopped after step " << stop);
    BOOST_TEST(history.epochs.size() == expected.epochs.size());
    for (std::size_t e = 0; e < history.epochs.size(); ++e) {
      BOOST_TEST(history.epochs[e].number == e + 1);
      BOOST_TEST(history.epochs[e].loss == expected.epochs[e].loss);
      BOOST_TEST(history.epochs[e].update_ratio == expected.epochs[e].update_ratio);
      BOOST_TEST(dln::value_of(history.epochs[e].metrics, "accuracy") ==
                 dln::value_of(expected.epochs[e].metrics, "accuracy"));
    }
  }
}

BOOST_AUTO_TEST_CASE(the_train_accuracy_is_that_of_the_images_learnt_from) {
  const auto digits = dln::glyph_digits<float>(80, Random(3));
  Training slow(digits);
  dln::Classification<float> objective(slow.network, slow.loss, digits);
  dln::Momentum<float> still(1e-30);  // so that nothing is learnt meanwhile
  const auto history = dln::train(objective, still, {.epochs = 1, .batch_size = 30});
  dln::Classification<float> after(slow.network, slow.loss, digits, &digits);
  BOOST_TEST(dln::value_of(history.epochs[0].metrics, "accuracy") ==
                 dln::value_of(after.validate(), "accuracy"),
             boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_SUITE_END()

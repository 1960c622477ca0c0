#include "dln/train/training.hpp"

#include <cmath>

#include "dln/optimizers/gradient_descent.hpp"
#include "support.hpp"
#include "train/loop.hpp"

using boost::test_tools::tolerance;
using dln::Ending;
using dln::test::Towards;
using Descent = dln::GradientDescent<double>;

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(every_epoch_sees_every_example_once_in_an_order_of_its_own) {
  Towards objective(23);
  Descent descent(0.1);
  dln::train(objective, descent, {.epochs = 4, .batch_size = 5});
  BOOST_TEST(objective.batches.size() == 20U);
  std::vector<arma::uvec> orders;
  for (std::size_t epoch = 0; epoch < 4; ++epoch) {
    arma::uvec order;
    for (std::size_t b = 0; b < 5; ++b) {
      const arma::uvec& batch = objective.batches[5 * epoch + b];
      BOOST_TEST(batch.n_elem == (b < 4 ? 5U : 3U));
      order = arma::join_cols(order, batch);
    }
    const arma::uvec all = arma::regspace<arma::uvec>(0, 22);
    BOOST_TEST(arma::all(arma::sort(order) == all));
    BOOST_TEST(arma::any(order != all), "epoch " << epoch + 1 << " is not shuffled");
    for (const auto& other : orders)
      BOOST_TEST(arma::any(order != other), "two epochs have the same order");
    orders.push_back(order);
  }
  for (std::size_t i = 1; i < objective.draws.size(); ++i)
    BOOST_TEST(objective.draws[i] != objective.draws[0],
               "two steps drew the same random numbers");
}

BOOST_AUTO_TEST_CASE(the_seed_decides_the_order_and_what_is_drawn) {
  const auto run = [](std::uint64_t seed) {
    Towards objective(50);
    Descent descent(0.1);
    dln::train(objective, descent, {.epochs = 1, .batch_size = 50, .seed = seed});
    return std::make_pair(objective.batches[0], objective.draws[0]);
  };
  BOOST_TEST(arma::all(run(1).first == run(1).first));
  BOOST_TEST(arma::any(run(1).first != run(2).first));
  BOOST_TEST(run(1).second == run(1).second);
  BOOST_TEST(run(1).second != run(2).second);
}

BOOST_AUTO_TEST_CASE(the_history_has_every_step_by_hand) {
  Towards objective(5);  // numbers 0 ... 4
  Descent descent(dln::step_decay(0.5, 0.5, 1));
  const dln::History history = dln::train(objective, descent, {.epochs = 1, .batch_size = 3});
  const auto mean = [&](std::size_t b) {
    return arma::mean(arma::conv_to<arma::vec>::from(objective.batches[b]));
  };
  const double first = 10 - mean(0), after = 10 - 0.5 * first, second = after - mean(1);
  BOOST_TEST((history.ending == Ending::complete));
  BOOST_TEST(history.parameters == (std::vector<std::string>{"w", "seen"}),
             boost::test_tools::per_element());
  BOOST_TEST(history.steps.size() == 2U);
  const auto& [one, two] = std::tie(history.steps[0], history.steps[1]);
  BOOST_TEST(one.batch.loss == first * first / 2, tolerance(1e-12));
  BOOST_TEST(two.batch.loss == second * second / 2, tolerance(1e-12));
  BOOST_TEST(one.learning_rate == 0.5);
  BOOST_TEST(two.learning_rate == 0.25);
  BOOST_TEST(one.gradient_norms[0] == std::abs(first), tolerance(1e-12));
  BOOST_TEST(one.gradient_norms[1] == 0);
  BOOST_TEST(one.update_ratios[0] == std::abs(0.5 * first) / 10, tolerance(1e-12));
  BOOST_TEST(two.update_ratios[0] == std::abs(0.25 * second / after), tolerance(1e-12));
  BOOST_TEST(one.update_ratios[1] == 0);

  BOOST_TEST(history.epochs.size() == 1U);
  const dln::Epoch& epoch = history.epochs[0];
  BOOST_TEST(epoch.number == 1U);
  BOOST_TEST(epoch.loss == 0.6 * one.batch.loss + 0.4 * two.batch.loss, tolerance(1e-12));
  BOOST_TEST(dln::value_of(epoch.parts, "other half") == epoch.loss / 2, tolerance(1e-12));
  BOOST_TEST(dln::value_of(epoch.metrics, "examples") == 0.6 * 3 + 0.4 * 2, tolerance(1e-12));
  BOOST_TEST(epoch.update_ratio == (one.update_ratios[0] + two.update_ratios[0]) / 2,
             tolerance(1e-12));
  BOOST_TEST(epoch.validation.empty());
  BOOST_TEST(history.seconds > 0);
}

BOOST_AUTO_TEST_CASE(statistics_are_committed_after_every_step) {
  Towards objective(7);
  Descent descent(0.1);
  dln::train(objective, descent, {.epochs = 3, .batch_size = 2});
  BOOST_TEST(objective.seen.value[0] == 21);
}

BOOST_AUTO_TEST_CASE(a_callback_can_stop_the_training) {
  Towards objective(6);
  objective.metrics = {1, 2, 3};
  Descent descent(0.1);
  std::vector<double> finished;
  const auto history = dln::train(
      objective, descent,
      {.epochs = 10, .batch_size = 2, .callback = [&](const dln::Progress& progress) {
         BOOST_TEST(progress.steps == 30U);
         BOOST_TEST(progress.step == objective.batches.size());
         BOOST_TEST((progress.finished != nullptr) == (progress.step % 3 == 0));
         if (progress.finished != nullptr)
           finished.push_back(dln::value_of(progress.finished->validation, "score"));
         return progress.step < 7;
       }});
  BOOST_TEST((history.ending == Ending::by_callback));
  BOOST_TEST(history.steps.size() == 7U);
  BOOST_TEST(history.epochs.size() == 2U);
  BOOST_TEST(finished == (std::vector<double>{1, 2}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(patience_ends_a_training_with_the_best_epochs_parameters) {
  const auto run = [](std::size_t epochs, std::size_t patience) {
    Towards objective(4);
    objective.metrics = {0.1, 0.5, 0.5, 0.4, 0.9, 0.2};
    Descent descent(0.1);
    const auto history = dln::train(objective, descent,
                                    {.epochs = epochs, .batch_size = 4, .patience = patience});
    return std::make_tuple(history.ending, history.epochs.size(), objective.w.value[0],
                           objective.seen.value[0]);
  };
  const auto after = [&](std::size_t epochs) { return std::get<2>(run(epochs, 0)); };
  BOOST_TEST((run(6, 2) == std::make_tuple(Ending::by_patience, 4U, after(2), 8.0)));
  BOOST_TEST((run(6, 3) == std::make_tuple(Ending::complete, 6U, after(5), 20.0)));
  BOOST_TEST((run(6, 0) == std::make_tuple(Ending::complete, 6U, after(6), 24.0)));
  BOOST_TEST(after(2) != after(4));
  Towards objective(4);
  Descent descent(0.1);
  dln::test::expect_error([&] { dln::train(objective, descent, {.epochs = 2, .patience = 1}); },
                          {"patience", "validation metric"});
}

BOOST_AUTO_TEST_CASE(time_ends_a_training) {
  Towards objective(4);
  Descent descent(0.1);
  const auto history =
      dln::train(objective, descent, {.epochs = 2, .batch_size = 1, .max_minutes = 0});
  BOOST_TEST((history.ending == Ending::by_time));
  BOOST_TEST(history.steps.size() == 1U);
  const auto whole =
      dln::train(objective, descent, {.epochs = 2, .batch_size = 1, .max_minutes = 10});
  BOOST_TEST((whole.ending == Ending::complete));
}

BOOST_AUTO_TEST_CASE(what_is_not_a_number_is_an_error_with_advice) {
  Descent descent(0.25);
  Towards loss(4);
  loss.loss_factor = std::nan("");
  dln::test::expect_error([&] { dln::train(loss, descent, {}); },
                          {"training step 1", "a loss that is a finite number", "nan",
                           "smaller learning rate than 0.25"});
  Towards gradient(4);
  gradient.gradient_factor = std::numeric_limits<double>::infinity();
  dln::test::expect_error([&] { dln::train(gradient, descent, {}); },
                          {"training step 1", "a gradient of w", "inf"});
  BOOST_TEST(gradient.w.value[0] == 10, "and nothing was changed");
  Descent wild(1e10);
  Towards explodes(4);
  dln::test::expect_error([&] { dln::train(explodes, wild, {.epochs = 100}); },
                          {"training step", "finite", "1e+10"});
}

BOOST_AUTO_TEST_CASE(a_training_needs_examples_and_a_batch_size) {
  Towards objective(4), empty(0);
  Descent descent(0.1);
  dln::test::expect_error([&] { dln::train(empty, descent, {}); }, {"at least one example"});
  dln::test::expect_error([&] { dln::train(objective, descent, {.batch_size = 0}); },
                          {"batch size of at least 1"});
  BOOST_TEST(dln::steps_per_epoch(7, 3) == 3U);
  BOOST_TEST(dln::steps_per_epoch(6, 3) == 2U);
}

BOOST_AUTO_TEST_SUITE_END()

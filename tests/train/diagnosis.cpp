#include "dln/train/diagnosis.hpp"

#include <cmath>

#include "dln/data/generated.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/layers/squashing.hpp"
#include "dln/optimizers/gradient_descent.hpp"
#include "dln/train/examination.hpp"
#include "dln/train/planted.hpp"
#include "dln/train/symptoms.hpp"
#include "support.hpp"
#include "train/loop.hpp"

using dln::Dataset;
using dln::History;
using dln::Illness;
using dln::Tensor;

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(the_doctor_names_every_planted_illness_first) {
  for (const Illness illness : dln::all_illnesses())
    for (const std::uint64_t seed : {1, 2}) {
      const auto findings = dln::diagnose(dln::planted::train_ill(illness, seed));
      BOOST_TEST(!findings.empty(), dln::name_of(illness) << " was not noticed, seed " << seed);
      if (findings.empty()) continue;
      BOOST_TEST(dln::name_of(findings.front().illness) == dln::name_of(illness),
                 findings.front().says);
      BOOST_TEST(findings.front().says.size() > 40);
    }
}

BOOST_AUTO_TEST_CASE(the_doctor_is_silent_about_sound_trainings) {
  for (const auto sound : dln::planted::all_sound())
    for (const std::uint64_t seed : {1, 2}) {
      const auto findings = dln::diagnose(dln::planted::train_soundly(sound, seed));
      BOOST_TEST(dln::verdict(findings) == "sound",
                 dln::planted::name_of(sound)
                     << ": " << (findings.empty() ? "" : findings.front().says));
    }
}

BOOST_AUTO_TEST_CASE(a_sound_training_with_tanh_has_values_near_one) {
  using dln::planted::Sound;
  const History squashed = dln::planted::train_soundly(Sound::tanh, 1);
  BOOST_TEST(dln::symptoms_of(squashed).saturated_after.share > 0);
  const History rectified = dln::planted::train_soundly(Sound::momentum, 1);
  BOOST_TEST(dln::symptoms_of(rectified).saturated_after.share == 0);
}

/** Steps of two parameters, one loss each, where knowing nothing costs 2. */
History with_losses(const std::vector<double>& losses) {
  History history;
  history.parameters = {"0.weight", "1.weight"};
  history.task.untaught_loss = 2;
  for (const double loss : losses)
    history.steps.push_back({.batch = {.loss = loss},
                             .learning_rate = 0.1,
                             .gradient_norms = {1, 2},
                             .update_ratios = {0.01, 0.02},
                             .weight_norms = {4, 3}});
  return history;
}

BOOST_AUTO_TEST_CASE(symptoms_are_measured_by_hand) {
  const auto within = boost::test_tools::tolerance(1e-12);
  const History history = with_losses({3, 4, 2});
  const dln::Symptoms s = dln::symptoms_of(history);
  BOOST_TEST(s.rate == 0.1);
  BOOST_TEST(s.first_loss_ratio == 1.5, within);
  BOOST_TEST(s.largest_loss_ratio == 2, within);
  BOOST_TEST(s.first_pull == 3, within);  // 3 times 2, over 2
  BOOST_TEST(s.largest_pull_step == 1U);
  BOOST_TEST(s.update_ratio == std::sqrt(0.04 * 0.04 + 0.06 * 0.06) / 5, within);
  BOOST_TEST(s.way == 3 * s.update_ratio, within);
}

BOOST_AUTO_TEST_CASE(a_loss_is_thrown_up_where_it_rises_thrice_above_its_start_and_ignorance) {
  BOOST_TEST(!dln::symptoms_of(with_losses({4, 11.9, 3})).has_rate_too_high);
  BOOST_TEST(dln::symptoms_of(with_losses({4, 12.1, 3})).has_rate_too_high);
  BOOST_TEST(!dln::symptoms_of(with_losses({1, 5.9, 1})).has_rate_too_high);
  BOOST_TEST(dln::symptoms_of(with_losses({1, 6.1, 1})).has_rate_too_high);
  BOOST_TEST(dln::symptoms_of(with_losses({1, 6.1, 1})).first_loss_ratio == 0.5);
}

BOOST_AUTO_TEST_CASE(the_doctor_names_the_layer_and_its_share) {
  History dead = with_losses({2, 2}), saturated = with_losses({2, 2});
  dead.activity_after = {{.layer = "1", .dead = 0.25}, {.layer = "3", .dead = 0.75}};
  saturated.activity_before = {{.layer = "2", .saturated = 0.875}};
  const auto first = dln::diagnose(dead), second = dln::diagnose(saturated);
  BOOST_REQUIRE(first.size() == 1U);
  BOOST_TEST(first[0].says.starts_with(
      "75 % of the units of layer 3 are zero for every example at the end"));
  BOOST_REQUIRE(second.size() == 1U);
  BOOST_TEST(second[0].says.starts_with("88 % of the values of layer 2 lie where"));
}

BOOST_AUTO_TEST_CASE(the_doctor_says_nothing_of_what_a_history_does_not_tell) {
  BOOST_TEST(dln::diagnose({}).empty());
  dln::test::Towards objective(5);  // no classes, no validation, no layers
  dln::GradientDescent<double> descent(0.1);
  BOOST_TEST(
      dln::diagnose(dln::train(objective, descent, {.epochs = 3, .batch_size = 5})).empty());
}

BOOST_AUTO_TEST_CASE(a_training_that_diverges_leaves_its_history) {
  dln::test::Towards objective(4);
  dln::GradientDescent<double> wild(1e10);
  try {
    dln::train(objective, wild, {.epochs = 100});
    BOOST_ERROR("it did not diverge");
  } catch (const dln::Diverged& diverged) {
    const History& history = diverged.history();
    BOOST_TEST((history.ending == dln::Ending::diverged));
    BOOST_TEST(history.epochs.size() + 1 == history.steps.size());
    BOOST_TEST(!std::isfinite(history.steps.back().batch.loss));
    BOOST_TEST(dln::verdict(dln::diagnose(history)).starts_with("rate too high"));
  }
}

BOOST_AUTO_TEST_CASE(verdicts_are_names_in_order) {
  BOOST_TEST(dln::verdict({}) == "sound");
  BOOST_TEST(dln::verdict({{Illness::dead_units, ""}, {Illness::rate_too_high, ""}}) ==
             "dead units, rate too high");
  BOOST_TEST(dln::all_illnesses().size() == 10U);
}

BOOST_AUTO_TEST_CASE(unshuffled_batches_keep_the_examples_order) {
  dln::test::Towards objective(5);
  dln::GradientDescent<double> descent(0.1);
  dln::train(objective, descent, {.epochs = 2, .batch_size = 2, .shuffle = false});
  BOOST_TEST(objective.batches.size() == 6U);
  for (std::size_t b = 0; b < 6; ++b)
    for (std::size_t i = 0; i < objective.batches[b].n_elem; ++i)
      BOOST_TEST(objective.batches[b][i] == 2 * (b % 3) + i);
}

BOOST_AUTO_TEST_CASE(a_task_is_described_by_hand) {
  const Dataset<double> train{
      "", Tensor<double>({3, 1, 1, 1}, {-1, 1, 0}), {0, 0, 1}, {"a", "b"}},
      validation{"", Tensor<double>({2, 1, 1, 1}, {3, 1}), {1, 0}, {"a", "b"}};
  const dln::Task task = dln::describe(train, &validation);
  BOOST_TEST(task.chance == 2.0 / 3, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(task.validation_examples == 2U);
  BOOST_TEST(task.copies == 1U);  // the 1
  BOOST_TEST(task.mean_learnt_from == 0);
  BOOST_TEST(task.mean_of_validation == 2 / std::sqrt(5.0),
             boost::test_tools::tolerance(1e-12));
  BOOST_TEST(task.mean_of_all == 0.8 / std::sqrt(12 / 5.0),
             boost::test_tools::tolerance(1e-12));
  BOOST_TEST(dln::describe<double>(train, nullptr).validation_examples == 0U);
}

BOOST_AUTO_TEST_CASE(dead_and_saturated_units_are_counted_by_hand) {
  dln::Sequential<double> rectified, squashed, logistic;
  rectified.add<dln::ReLU<double>>();
  squashed.add<dln::Tanh<double>>();
  logistic.add<dln::Sigmoid<double>>();
  // Two examples of two channels of two pixels: the second channel is never above zero.
  const Tensor<double> x({2, 2, 1, 2}, {0, 9, -1, -9, -1, 0, -9, 0});
  const auto one = dln::activity_of(rectified, x), two = dln::activity_of(squashed, x),
             three = dln::activity_of(logistic, x);
  BOOST_TEST(one.size() == 1U);
  BOOST_TEST(one[0].layer == "0");
  BOOST_TEST(one[0].dead == 0.5);
  BOOST_TEST(one[0].saturated == 0);
  BOOST_TEST(two[0].saturated == 3.0 / 8);  // the nines: 1 - tanh(9)^2 is next to nothing
  BOOST_TEST(three[0].saturated == 3.0 / 8);
  BOOST_TEST(three[0].dead == 0);
}

BOOST_AUTO_TEST_SUITE_END()

#include <cmath>
#include <limits>

#include "dln/core/threads.hpp"
#include "dln/optimizers/adagrad.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/optimizers/gradient_descent.hpp"
#include "dln/optimizers/momentum.hpp"
#include "dln/optimizers/nesterov.hpp"
#include "dln/optimizers/rmsprop.hpp"
#include "support.hpp"

using boost::test_tools::tolerance;
using dln::Parameter;
using dln::ParameterKind;
using Optimizer = dln::Optimizer<double>;
using DoublePass = dln::Pass<double>;
using DoubleTensor = dln::Tensor<double>;

namespace {

DoubleTensor row_of(std::initializer_list<double> numbers) {
  return {{1, numbers.size(), 1, 1}, numbers};
}

/** One parameter, `w`, to be moved by gradients that a test gives. */
struct Single {
  Parameter<double> w;
  explicit Single(DoubleTensor value, ParameterKind kind = ParameterKind::weight)
      : w{std::move(value), kind} {}
  dln::Movement step(Optimizer& optimizer, const DoubleTensor& gradient) {
    DoublePass pass(dln::Mode::train, dln::Random(1));
    pass.gradient(w) = gradient;
    return optimizer.update({{"w", &w}}, pass)[0];
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(optimizers)

BOOST_AUTO_TEST_CASE(gradient_descent_steps_down) {
  Single single(row_of({1, 2}));
  dln::GradientDescent<double> descent(0.5);
  const dln::Movement movement = single.step(descent, row_of({2, -4}));
  BOOST_TEST(arma::all(single.w.value.values() == arma::vec{0, 4}));
  BOOST_TEST(movement.change == std::sqrt(5), tolerance(1e-12));
  BOOST_TEST(movement.size == std::sqrt(5), tolerance(1e-12));
  BOOST_TEST(descent.steps() == 1U);
}

BOOST_AUTO_TEST_CASE(momentum_gathers_speed) {
  Single single(row_of({0}));
  dln::Momentum<double> momentum(1, 0.5);
  single.step(momentum, row_of({1}));  // v = -1
  single.step(momentum, row_of({1}));  // v = -1.5
  single.step(momentum, row_of({1}));  // v = -1.75
  BOOST_TEST(single.w.value[0] == -4.25);
}

BOOST_AUTO_TEST_CASE(adam_steps_by_its_learning_rate_whatever_the_gradients_size) {
  Single single(row_of({1, 1, 1}));
  dln::Adam<double> adam(0.1);
  single.step(adam, row_of({1e-3, -1e3, 0}));  // the first step is the sign of the gradient
  BOOST_TEST(single.w.value[0] == 0.9, tolerance(1e-4));
  BOOST_TEST(single.w.value[1] == 1.1, tolerance(1e-4));
  BOOST_TEST(single.w.value[2] == 1);
  single.step(
      adam,
      row_of({1e-3, -1e3,
              0}));  // and a gradient that stays the same is as large as its root mean square
  BOOST_TEST(single.w.value[0] == 0.8, tolerance(1e-4));
}

BOOST_AUTO_TEST_CASE(adam_by_hand) {
  Single single(row_of({0}));
  dln::Adam<double> adam(1, 0.5, 0.75, 1);
  single.step(adam, row_of({2}));  // m = 1, v = 1: mean 2, square 4, a step of 2 / (2 + 1)
  BOOST_TEST(single.w.value[0] == -2.0 / 3, tolerance(1e-12));
  single.step(adam, row_of({0}));  // m = 0.5, v = 0.75: mean 0.5 / 0.75, square 0.75 / 0.4375
  const double step = 0.5 / 0.75 / (std::sqrt(0.75 / 0.4375) + 1);
  BOOST_TEST(single.w.value[0] == -2.0 / 3 - step, tolerance(1e-12));
}

// Two parameters moved together must go the ways that each goes alone, the second of them only
// from the second step.
template <typename Rule>
void check_that_memories_are_apart() {
  const std::vector<DoubleTensor> a_gradients = {row_of({1, -2}), row_of({3, 0.5}),
                                                 row_of({-1, 1})};
  const std::vector<DoubleTensor> b_gradients = {row_of({0}), row_of({0.25}), row_of({-4})};
  Single a_alone(row_of({1, 2})), b_alone(row_of({3}));
  Rule a_rule(0.1), b_rule(0.1), both(0.1);
  Parameter<double> a{row_of({1, 2})}, b{row_of({3})};
  for (std::size_t i = 0; i < 3; ++i) {
    a_alone.step(a_rule, a_gradients[i]);
    DoublePass pass(dln::Mode::train, dln::Random(1));
    pass.gradient(a) = a_gradients[i];
    if (i > 0) {
      b_alone.step(b_rule, b_gradients[i]);
      pass.gradient(b) = b_gradients[i];
    }
    both.update({{"a", &a}, {"b", &b}}, pass);
  }
  BOOST_TEST(arma::all(a.value.values() == a_alone.w.value.values()), both.name());
  BOOST_TEST(b.value[0] == b_alone.w.value[0], both.name());
}

BOOST_AUTO_TEST_CASE(each_parameter_has_its_own_memory) {
  check_that_memories_are_apart<dln::GradientDescent<double>>();
  check_that_memories_are_apart<dln::Momentum<double>>();
  check_that_memories_are_apart<dln::Adam<double>>();
  check_that_memories_are_apart<dln::Nesterov<double>>();
  check_that_memories_are_apart<dln::Adagrad<double>>();
  check_that_memories_are_apart<dln::RMSProp<double>>();
}

BOOST_AUTO_TEST_CASE(the_schedule_gives_the_rate_of_each_step) {
  Single single(row_of({0}));
  dln::GradientDescent<double> descent(dln::step_decay(1, 0.5, 1));
  BOOST_TEST(descent.learning_rate() == 1);
  single.step(descent, row_of({1}));
  BOOST_TEST(descent.learning_rate() == 0.5);
  single.step(descent, row_of({1}));
  single.step(descent, row_of({1}));
  BOOST_TEST(single.w.value[0] == -1.75);
}

BOOST_AUTO_TEST_CASE(a_parameter_has_its_own_factor_of_the_rate_and_0_freezes) {
  Parameter<double> plain{row_of({1})}, slow{row_of({1})}, frozen{row_of({1})},
      statistic{row_of({1})}, unused{row_of({1})};
  slow.rate = 0.125;
  frozen.rate = 0;
  statistic.kind = ParameterKind::statistic;
  dln::Momentum<double> momentum(1);
  momentum.decay_weights(0.5, dln::Decay::decoupled);
  const dln::ParameterList<double> all = {{"plain", &plain},
                                          {"slow", &slow},
                                          {"frozen", &frozen},
                                          {"statistic", &statistic},
                                          {"unused", &unused}};
  DoublePass pass(dln::Mode::train, dln::Random(1));
  for (auto* parameter : {&plain, &slow, &frozen, &statistic})
    pass.gradient(*parameter) = row_of({0.25});
  BOOST_TEST(dln::gradient_norms(all, pass) == (std::vector<double>{0.25, 0.25, 0, 0, 0}),
             boost::test_tools::per_element());
  const auto movements = momentum.update(all, pass);
  BOOST_TEST(plain.value[0] == 0.25);  // half of it decays, a quarter is the step
  BOOST_TEST(slow.value[0] == 1 - 0.75 / 8);
  for (const std::size_t still : {2U, 3U, 4U}) {
    BOOST_TEST(all[still].parameter->value[0] == 1);
    BOOST_TEST(movements[still].change == 0);
  }
  BOOST_TEST(momentum.state().tensors.size() ==
             4U);  // a velocity and a count of steps for each of two
}

BOOST_AUTO_TEST_CASE(coupled_decay_is_an_l2_penalty_and_decoupled_shrinks) {
  const auto after = [](dln::Decay decay, ParameterKind kind, bool adam) {
    Single single(row_of({4}), kind);
    dln::Adam<double> clever(0.5);
    dln::GradientDescent<double> plain(0.5);
    Optimizer& optimizer = adam ? static_cast<Optimizer&>(clever) : plain;
    optimizer.decay_weights(0.25, decay);
    single.step(optimizer, row_of({2}));
    return single.w.value[0];
  };
  using dln::Decay;
  BOOST_TEST(after(Decay::coupled, ParameterKind::weight, false) == 4 - 0.5 * (2 + 0.25 * 4));
  BOOST_TEST(after(Decay::decoupled, ParameterKind::weight, false) ==
             4 * (1 - 0.5 * 0.25) - 0.5 * 2);
  BOOST_TEST(after(Decay::coupled, ParameterKind::weight, true) == 4 - 0.5, tolerance(1e-6));
  BOOST_TEST(after(Decay::decoupled, ParameterKind::weight, true) == 4 * (1 - 0.5 * 0.25) - 0.5,
             tolerance(1e-6));
  for (const Decay decay : {Decay::coupled, Decay::decoupled})
    BOOST_TEST(after(decay, ParameterKind::bias, false) == 3, "a bias does not decay");
}

BOOST_AUTO_TEST_CASE(hooks_see_all_parameters_before_and_after_a_step) {
  Parameter<double> a{row_of({0, 0})}, b{row_of({0})};
  const dln::ParameterList<double> all = {{"a", &a}, {"b", &b}};
  dln::GradientDescent<double> descent(1);
  descent.before_step(dln::clip_global_norm<double>(6.5));
  descent.after_step([](const dln::ParameterList<double>& parameters) {  // no norm above 3
    for (const auto& [path, parameter] : parameters) {
      const double norm = arma::norm(parameter->value.values());
      if (norm > 3) parameter->value.values() *= 3 / norm;
    }
  });
  const auto step = [&](double size) {
    DoublePass pass(dln::Mode::train, dln::Random(1));
    pass.gradient(a) = row_of({3 * size, -4 * size});
    pass.gradient(b) = row_of({12 * size});  // a norm of 13 in all
    descent.update(all, pass);
  };
  step(0.125);  // not clipped
  BOOST_TEST(arma::all(a.value.values() == arma::vec{-0.375, 0.5}));
  BOOST_TEST(b.value[0] == -1.5);
  a.value.values().zeros();
  b.value.values().zeros();
  step(1);  // halved, then b is bounded
  BOOST_TEST(arma::approx_equal(a.value.values(), arma::vec{-1.5, 2}, "absdiff", 1e-12));
  BOOST_TEST(b.value[0] == -3, tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(the_norm_of_every_neuron_is_clamped_by_itself) {
  const dln::Tensor<double> two({2, 2, 1, 1}, {3, 4, 0.6, 0.8});
  dln::Parameter<double> weight{two}, bias{two, dln::ParameterKind::bias}, frozen{two};
  frozen.rate = 0;
  dln::max_norm<double>(2.5)({{"weight", &weight}, {"bias", &bias}, {"frozen", &frozen}});
  BOOST_TEST(
      arma::approx_equal(weight.value.values(), arma::vec{1.5, 2, 0.6, 0.8}, "absdiff", 1e-12));
  BOOST_TEST(arma::all(bias.value.values() == two.values()));
  BOOST_TEST(arma::all(frozen.value.values() == two.values()));
  dln::test::expect_error([] { dln::max_norm<double>(0); }, {"max_norm", "a limit above 0"});
}

template <typename Rule>
void check_that_a_restored_rule_goes_on() {
  const auto gradient = [](std::uint64_t i) {
    return dln::test::random_tensor<double>({3, 5, 1, 1}, i);
  };
  Single whole(gradient(100)), stopped(gradient(100));
  Rule rule(dln::cosine(0.1, 10)), before(dln::cosine(0.1, 10)), after(dln::cosine(0.1, 10));
  for (std::uint64_t i = 0; i < 6; ++i) whole.step(rule, gradient(i));
  for (std::uint64_t i = 0; i < 3; ++i) stopped.step(before, gradient(i));
  after.restore(before.state());
  for (std::uint64_t i = 3; i < 6; ++i) stopped.step(after, gradient(i));
  BOOST_TEST(arma::all(whole.w.value.values() == stopped.w.value.values()), rule.name());
  BOOST_TEST(after.steps() == 6U);
}

BOOST_AUTO_TEST_CASE(a_restored_optimizer_goes_on_with_the_same_bits) {
  check_that_a_restored_rule_goes_on<dln::GradientDescent<double>>();
  check_that_a_restored_rule_goes_on<dln::Momentum<double>>();
  check_that_a_restored_rule_goes_on<dln::Adam<double>>();
  check_that_a_restored_rule_goes_on<dln::Nesterov<double>>();
  check_that_a_restored_rule_goes_on<dln::Adagrad<double>>();
  check_that_a_restored_rule_goes_on<dln::RMSProp<double>>();
}

BOOST_AUTO_TEST_CASE(a_state_of_another_rule_or_shape_is_refused) {
  using dln::test::expect_error;
  Single single(row_of({1, 2}));
  dln::Adam<double> adam(0.1);
  single.step(adam, row_of({1, 1}));
  auto state = adam.state();
  BOOST_TEST(state.steps == 1U);
  BOOST_TEST(state.tensors.size() == 3U);
  BOOST_TEST(state.tensors.at("w.steps")[0] == 1);
  dln::Momentum<double> momentum(0.1);
  expect_error([&] { momentum.restore(state); }, {"state of Momentum", "no tensor w.mean"});
  state.tensors.erase("w.square");
  expect_error([&] { adam.restore(state); }, {"state of Adam", "w.square", "got none"});
  state = adam.state();
  state.tensors.erase("w.steps");
  expect_error([&] { adam.restore(state); }, {"w.steps", "got none"});
  adam.restore(adam.state());
  Single other(row_of({1, 2, 3}));
  expect_error(
      [&] {
        other.step(adam, row_of({1, 1, 1}));
      },
      {"memory of w", "1x3x1x1", "got 1x2x1x1"});
  expect_error([&] { single.step(adam, row_of({1})); },
               {"gradient of shape 1x2x1x1", "got 1x1x1x1"});
}

BOOST_AUTO_TEST_CASE(steps_have_the_same_bits_for_any_number_of_threads) {
  const auto run = [](std::size_t threads) {
    dln::set_thread_count(threads);
    Parameter<float> w{dln::test::random_tensor<float>({37, 29, 31, 1}, 1)};
    dln::Adam<float> adam(1e-3);
    double change = 0;
    for (std::uint64_t i = 0; i < 3; ++i) {
      dln::Pass<float> pass(dln::Mode::train, dln::Random(1));
      pass.gradient(w) = dln::test::random_tensor<float>(w.value.shape(), 2 + i);
      change += adam.update({{"w", &w}}, pass)[0].change;
    }
    dln::set_thread_count(2);
    return std::make_pair(w.value.values(), change);
  };
  const auto [one, change] = run(1);
  for (const std::size_t threads : {2, 3, 7}) {
    BOOST_TEST(arma::all(run(threads).first == one));
    BOOST_TEST(run(threads).second == change);
  }
}

BOOST_AUTO_TEST_CASE(settings_outside_their_range_are_refused) {
  using dln::test::expect_error;
  const double nan = std::nan("");
  expect_error([] { dln::GradientDescent<double>(0); }, {"learning rate above 0", "got 0"});
  expect_error([] { dln::Momentum<double>(0.1, 1); }, {"momentum in [0, 1)", "got 1"});
  expect_error([&] { dln::Momentum<double>(0.1, nan); }, {"momentum in [0, 1)", "got nan"});
  expect_error([] { dln::Nesterov<double>(0.1, 1); },
               {"Nesterov", "momentum in [0, 1)", "got 1"});
  expect_error([] { dln::Adagrad<double>(0.1, 0); }, {"Adagrad", "epsilon above 0", "got 0"});
  expect_error([] { dln::RMSProp<double>(0.1, 1); },
               {"RMSProp", "share kept in [0, 1)", "got 1"});
  expect_error([] { dln::RMSProp<double>(0.1, 0.9, -1); },
               {"RMSProp", "epsilon above 0", "got -1"});
  expect_error([] { dln::Adam<double>(0.1, 1); }, {"beta1 in [0, 1)", "got 1"});
  expect_error([] { dln::Adam<double>(0.1, 0.9, -1); }, {"beta2 in [0, 1)", "got -1"});
  expect_error([] { dln::Adam<double>(0.1, 0.9, 0.999, 0); }, {"epsilon above 0", "got 0"});
  expect_error([] { dln::clip_global_norm<double>(0); }, {"limit above 0", "got 0"});
  dln::GradientDescent<double> descent(0.1);
  expect_error([&] { descent.decay_weights(-1, dln::Decay::coupled); },
               {"strength of at least 0", "got -1"});
  expect_error([&] { descent.decay_weights(nan, dln::Decay::coupled); },
               {"strength of at least 0", "got nan"});
}

BOOST_AUTO_TEST_SUITE_END()

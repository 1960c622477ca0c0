#include "dln/optimizers/schedule.hpp"

#include <cmath>
#include <limits>

#include "support.hpp"

using boost::test_tools::tolerance;
using dln::Schedule;

BOOST_AUTO_TEST_SUITE(optimizers)

BOOST_AUTO_TEST_CASE(schedules_follow_their_formulas) {
  const Schedule constant = 0.1;
  BOOST_TEST(constant(0) == 0.1);
  BOOST_TEST(constant(1000000) == 0.1);

  const Schedule stairs = dln::step_decay(0.8, 0.5, 10);
  BOOST_TEST(stairs(0) == 0.8);
  BOOST_TEST(stairs(9) == 0.8);
  BOOST_TEST(stairs(10) == 0.4);
  BOOST_TEST(stairs(29) == 0.2);

  BOOST_TEST(dln::exponential_decay(2, 0.1)(0) == 2);
  BOOST_TEST(dln::exponential_decay(2, 0.1)(30) == 2 * std::exp(-3), tolerance(1e-12));
  BOOST_TEST(dln::inverse_decay(2, 0.1)(30) == 0.5, tolerance(1e-12));

  BOOST_TEST(dln::linear_decay(2, 10)(5) == 1, tolerance(1e-12));
  BOOST_TEST(dln::linear_decay(2, 10)(10) == 0);
  BOOST_TEST(dln::linear_decay(2, 10)(11) == 0);
  BOOST_TEST(dln::linear_decay(2, 10, 0.25)(0) == 2);
  BOOST_TEST(dln::linear_decay(2, 10, 0.25)(10) == 0.5, tolerance(1e-12));

  const Schedule wave = dln::cosine(2, 12);
  BOOST_TEST(wave(0) == 2);
  BOOST_TEST(wave(4) == 1.5, tolerance(1e-12));
  BOOST_TEST(wave(6) == 1, tolerance(1e-12));
  BOOST_TEST(wave(12) == 0);
  BOOST_TEST(wave(99) == 0);
}

BOOST_AUTO_TEST_CASE(schedules_are_made_from_each_other) {
  const Schedule schedule = dln::warm_up(4, dln::step_decay(8, 0.5, 2));
  BOOST_TEST(schedule(0) == 2);
  BOOST_TEST(schedule(1) == 4);
  BOOST_TEST(schedule(2) == 3);
  BOOST_TEST(schedule(3) == 4);
  BOOST_TEST(schedule(4) == 2);
  const Schedule turns = dln::in_turn(0.5, 3, dln::linear_decay(1, 2));
  BOOST_TEST(turns(2) == 0.5);
  BOOST_TEST(turns(3) == 1);
  BOOST_TEST(turns(4) == 0.5);
  BOOST_TEST(turns(5) == 0);
}

BOOST_AUTO_TEST_CASE(a_schedules_name_tells_it_from_others) {
  BOOST_TEST(dln::warm_up(500, dln::cosine(0.1, 10000)).name() ==
             "warm_up(500, cosine(0.1, 10000))");
  BOOST_TEST(dln::in_turn(0.5, 3, dln::linear_decay(1, 2)).name() ==
             "in_turn(0.5, 3, linear_decay(1, 2, 0))");
  BOOST_TEST(dln::step_decay(0.8, 0.5, 10).name() == "step_decay(0.8, 0.5, 10)");
  BOOST_TEST(dln::exponential_decay(2, 0.1).name() == "exponential_decay(2, 0.1)");
  BOOST_TEST(dln::inverse_decay(2, 0.1).name() == "inverse_decay(2, 0.1)");
}

BOOST_AUTO_TEST_CASE(schedules_outside_their_range_are_refused) {
  using dln::test::expect_error;
  const double infinite = std::numeric_limits<double>::infinity();
  for (const double rate : {0.0, -1.0, std::nan(""), infinite}) {
    expect_error([&] { Schedule{rate}; }, {"learning rate above 0"});
    expect_error([&] { dln::step_decay(rate, 0.5, 10); }, {"learning rate above 0"});
    expect_error([&] { dln::exponential_decay(rate, 0.1); }, {"learning rate above 0"});
    expect_error([&] { dln::inverse_decay(rate, 0.1); }, {"learning rate above 0"});
    expect_error([&] { dln::linear_decay(rate, 10); }, {"learning rate above 0"});
    expect_error([&] { dln::cosine(rate, 10); }, {"learning rate above 0"});
  }
  expect_error([] { dln::step_decay(1, 1.5, 10); }, {"factor in 0 ... 1", "got 1.5"});
  expect_error([] { dln::step_decay(1, 0.5, 0); }, {"at least one step"});
  expect_error([] { dln::exponential_decay(1, -1); }, {"decay of at least 0", "got -1"});
  expect_error([] { dln::inverse_decay(1, -1); }, {"decay of at least 0", "got -1"});
  expect_error([] { dln::linear_decay(1, 0); }, {"at least one step"});
  expect_error([] { dln::linear_decay(1, 5, 2); }, {"last share in 0 ... 1", "got 2"});
  expect_error([] { dln::cosine(1, 0); }, {"at least one step"});
  expect_error([] { dln::warm_up(0, 1.0); }, {"at least one step"});
  const Schedule bad("mine", [](std::size_t step) { return 1 - static_cast<double>(step); });
  BOOST_TEST(bad(1) == 0);
  expect_error([&] { return void(bad(2)); },
               {"schedule mine at step 2", "at least 0", "got -1"});
}

BOOST_AUTO_TEST_SUITE_END()

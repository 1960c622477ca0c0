/**
 * @file
 * Learning rates that change from step to step.
 */
#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace dln {

/**
 * A learning rate as a function of the step, 0, 1, 2, ...: a value, which says nothing of who
 * uses it.
 *
 * A number is a schedule that never changes. Others are made below, also from each other:
 * `warm_up(500, cosine(0.1, 10000))`.
 */
class Schedule {
 public:
  /** The same rate at every step; throws an Error unless it is above 0 and finite. */
  Schedule(double rate);  // NOLINT: a number is a schedule
  /** A function of the step, and what people read of it. */
  Schedule(std::string name, std::function<double(std::size_t step)> rate);

  /** What it is, as in `cosine(0.1, 10000)`: two schedules of one name give the same rates. */
  [[nodiscard]] const std::string& name() const { return name_; }
  /** The rate at a step; throws an Error if it is negative or not finite. */
  [[nodiscard]] double operator()(std::size_t step) const;

 private:
  std::string name_;
  std::function<double(std::size_t)> rate_;
};

/** rate * factor^floor(step / every): a staircase down. */
Schedule step_decay(double rate, double factor, std::size_t every);
/** rate * exp(-decay * step). */
Schedule exponential_decay(double rate, double decay);
/** rate / (1 + decay * step): 1/t decay. */
Schedule inverse_decay(double rate, double decay);
/** A straight line from the rate down to `last` of it at step `steps`, and level from there. */
Schedule linear_decay(double rate, std::size_t steps, double last = 0);
/** Half a cosine from the rate down to 0 at step `steps`, and 0 from there. Source: Loshchilov
 * and Hutter 2017. */
Schedule cosine(double rate, std::size_t steps);
/** Another schedule, times a straight line from 1 / steps up to 1 over the first steps. Source:
 * Goyal et al. 2017. */
Schedule warm_up(std::size_t steps, const Schedule& schedule);
/** One schedule for some steps, then another, which starts at its own step 0. */
Schedule in_turn(const Schedule& first, std::size_t steps, const Schedule& second);

}  // namespace dln

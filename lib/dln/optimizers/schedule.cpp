#include "dln/optimizers/schedule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dln/core/error.hpp"

namespace dln {
namespace {

double expect_above_zero(const char* what, double value) {
  if (!(value > 0 && std::isfinite(value)))
    throw Error("Schedule", fmt::format("{} above 0", what), fmt::format("{}", value));
  return value;
}

double expect_share(const char* what, double value) {
  if (!(value >= 0 && value <= 1))
    throw Error("Schedule", fmt::format("{} in 0 ... 1", what), fmt::format("{}", value));
  return value;
}

double expect_decay(double decay) {
  if (!(decay >= 0 && std::isfinite(decay)))
    throw Error("Schedule", "a decay of at least 0", fmt::format("{}", decay));
  return decay;
}

double expect_steps(std::size_t steps) {
  if (steps == 0) throw Error("Schedule", "at least one step", "0");
  return static_cast<double>(steps);
}

}  // namespace

Schedule::Schedule(double rate)
    : name_(fmt::format("{:g}", rate)),
      rate_([rate = expect_above_zero("a learning rate", rate)](std::size_t) { return rate; }) {
}

Schedule::Schedule(std::string name, std::function<double(std::size_t)> rate)
    : name_(std::move(name)), rate_(std::move(rate)) {}

double Schedule::operator()(std::size_t step) const {
  const double rate = rate_(step);
  if (!(rate >= 0 && std::isfinite(rate)))
    throw Error(fmt::format("schedule {} at step {}", name_, step),
                "a learning rate of at least 0", fmt::format("{}", rate));
  return rate;
}

Schedule step_decay(double rate, double factor, std::size_t every) {
  expect_above_zero("a learning rate", rate);
  expect_share("a factor", factor);
  expect_steps(every);
  return {fmt::format("step_decay({:g}, {:g}, {})", rate, factor, every),
          [=](std::size_t step) { return rate * std::pow(factor, step / every); }};
}

Schedule exponential_decay(double rate, double decay) {
  expect_above_zero("a learning rate", rate);
  expect_decay(decay);
  return {fmt::format("exponential_decay({:g}, {:g})", rate, decay), [=](std::size_t step) {
            return rate * std::exp(-decay * static_cast<double>(step));
          }};
}

Schedule inverse_decay(double rate, double decay) {
  expect_above_zero("a learning rate", rate);
  expect_decay(decay);
  return {fmt::format("inverse_decay({:g}, {:g})", rate, decay),
          [=](std::size_t step) { return rate / (1 + decay * static_cast<double>(step)); }};
}

Schedule linear_decay(double rate, std::size_t steps, double last) {
  expect_above_zero("a learning rate", rate);
  expect_share("a last share", last);
  const double end = expect_steps(steps);
  return {fmt::format("linear_decay({:g}, {}, {:g})", rate, steps, last),
          [=](std::size_t step) {
            const double done = std::min(1.0, static_cast<double>(step) / end);
            return rate * (1 - done * (1 - last));
          }};
}

Schedule cosine(double rate, std::size_t steps) {
  expect_above_zero("a learning rate", rate);
  const double end = expect_steps(steps);
  return {fmt::format("cosine({:g}, {})", rate, steps), [=](std::size_t step) {
            const double done = std::min(1.0, static_cast<double>(step) / end);
            return rate * (1 + std::cos(std::numbers::pi * done)) / 2;
          }};
}

Schedule warm_up(std::size_t steps, const Schedule& schedule) {
  const double end = expect_steps(steps);
  return {fmt::format("warm_up({}, {})", steps, schedule.name()), [=](std::size_t step) {
            return std::min(1.0, static_cast<double>(step + 1) / end) * schedule(step);
          }};
}

Schedule in_turn(const Schedule& first, std::size_t steps, const Schedule& second) {
  return {fmt::format("in_turn({}, {}, {})", first.name(), steps, second.name()),
          [=](std::size_t step) { return step < steps ? first(step) : second(step - steps); }};
}

}  // namespace dln

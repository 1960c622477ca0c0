#include "program/budget.hpp"

#include <algorithm>

#include "dln/optimizers/adam.hpp"
#include "dln/train/checkpoint.hpp"
#include "program/interrupt.hpp"
#include "program/timing.hpp"
#include "program/training_display.hpp"

namespace dln::program {
namespace {

double minutes_of(const Budget& budget, const Options& options) {
  return options.minutes > 0 ? options.minutes : budget.minutes;
}

double seconds_of_step(Objective<float>& objective, std::size_t batch_size) {
  const arma::uword count = std::min(batch_size, objective.examples());
  const arma::uvec examples = arma::regspace<arma::uvec>(0, count - 1);
  return median_seconds(5, [&] {
    Pass<float> pass(Mode::train, Random(1));
    objective.backpropagate(examples, pass);
  });
}

}  // namespace

std::size_t affordable_epochs(const Budget& budget, Objective<float>& objective,
                              std::size_t batch_size, const Options& options) {
  if (options.epochs > 0) return options.epochs;
  if (!options.resume.empty()) return planned_epochs(options.resume);
  const bool is_measured = options.minutes > 0 || (!options.data.empty() && !options.quick);
  if (!is_measured) return budget.epochs;
  // The optimizer's step and the validation after every epoch take some more.
  const double epoch = 1.15 * seconds_of_step(objective, batch_size) *
                       static_cast<double>(steps_per_epoch(objective.examples(), batch_size));
  const double fitting = 60 * minutes_of(budget, options) / epoch;
  return static_cast<std::size_t>(
      std::clamp(fitting, 2.0, static_cast<double>(std::max<std::size_t>(2, budget.epochs))));
}

double minutes_at_most(const Budget& budget, const Options& options) {
  return 1.1 * minutes_of(budget, options);
}

History train_within(const std::string& label, Objective<float>& objective,
                     const Budget& budget, std::size_t batch_size, double rate,
                     const Options& options) {
  const std::size_t epochs = affordable_epochs(budget, objective, batch_size, options);
  Adam<float> optimizer(
      linear_decay(rate, epochs * steps_per_epoch(objective.examples(), batch_size), 0.01));
  const TrainingOptions how{.epochs = epochs,
                            .batch_size = batch_size,
                            .seed = options.seed,
                            .max_minutes = minutes_at_most(budget, options)};
  TrainingState<float> state;
  const History history = train(label, {objective, optimizer, how, state}, options);
  stop_if_interrupted();
  return history;
}

}  // namespace dln::program

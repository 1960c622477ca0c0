#include <fmt/format.h>

#include "dln/layers/summary.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/train/yolo.hpp"
#include "experiments.hpp"
#include "keeping.hpp"
#include "program/budget.hpp"
#include "program/training_display.hpp"

namespace chapter {

using dln::program::Table;

namespace {

Table terms_by_epoch(const dln::History& history) {
  std::vector<dln::program::Column> columns = {{"epoch"}, {"loss", "{:.3f}"}};
  for (const auto& part : history.epochs.front().parts)
    columns.push_back({part.name, "{:.3f}"});
  for (const auto& number : history.epochs.front().validation)
    columns.push_back({number.name, "{:.3f}"});
  Table table(columns);
  for (const dln::Epoch& epoch : history.epochs) {
    std::vector<dln::program::Cell> row = {epoch.number, epoch.loss};
    for (const auto& part : epoch.parts) row.emplace_back(part.value);
    for (const auto& number : epoch.validation) row.emplace_back(number.value);
    table.add(row);
  }
  return table;
}

}  // namespace

dln::Augmentation augmentation_for(const Options& options) {
  // [Augment, with flips where classes bear them]
  dln::Augmentation augmentation{.max_shift = 0.1, .max_scale = 1.15, .colour = 0.1};
  augmentation.flip = !options.data.empty();  // digits and letters do not
  // [Augment, with flips where classes bear them]
  return augmentation;
}

std::pair<Detector, Report> train_detector(const Scenes& scenes, const Options& options) {
  const bool real = !options.data.empty();
  Detector detector{.plan = plan_for(scenes, options), .grid = {}, .network = {}};
  detector.grid = grid_of(detector.plan);
  detector.network = std::make_unique<dln::Sequential<float>>();
  build_yolo(*detector.network, detector.plan, dln::Random(options.seed).split(70));

  constexpr std::size_t batch_size = 8;
  dln::YoloObjective<float> objective(
      *detector.network, detector.grid, {}, scenes.train.scenes, augmentation_for(options),
      options.quick ? std::span<const dln::Scene>() : scenes.validation.scenes);
  const dln::program::Budget budget = {options.choose<std::size_t>(real ? 60 : 24, 2), 15};
  const std::size_t epochs =
      dln::program::affordable_epochs(budget, objective, batch_size, options);
  const std::size_t steps = epochs * dln::steps_per_epoch(scenes.train.size(), batch_size);
  dln::Adam<float> optimizer(
      dln::warm_up(std::min<std::size_t>(100, steps), dln::cosine(3e-3, steps)));
  const dln::TrainingOptions how{.epochs = epochs,
                                 .batch_size = batch_size,
                                 .seed = options.seed,
                                 .max_minutes = dln::program::minutes_at_most(budget, options)};
  dln::TrainingState<float> state;
  const dln::History history = dln::program::train(
      "one look",
      {objective, optimizer, how, state, kept_with(detector.plan, scenes.train.class_names)},
      options);
  dln::program::stop_if_interrupted();

  Report report;
  report.say(fmt::format("{} parameters; the five terms, each as it is weighted in the loss:",
                         dln::count_weights(detector.network->parameters())));
  report.table("training", terms_by_epoch(history));
  report.note("network", detector.network->name());
  report.note("parameters", dln::count_weights(detector.network->parameters()));
  report.note("epochs", history.epochs.size());
  return {std::move(detector), std::move(report)};
}

}  // namespace chapter

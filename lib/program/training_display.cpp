#include "program/training_display.hpp"

#include <fmt/format.h>

#include <memory>

#include "program/consultation.hpp"
#include "program/interrupt.hpp"
#include "program/progress.hpp"

namespace dln::program {

std::function<bool(const Progress&)> display(const std::string& label) {
  return [label, bar = std::shared_ptr<ProgressBar>(),
          note = std::string()](const Progress& progress) mutable {
    if (!bar) bar = std::make_shared<ProgressBar>(label, progress.steps);
    if (const Epoch* epoch = progress.finished) {
      note = fmt::format("loss {:.3f}", epoch->loss);
      for (const auto& [name, value] : epoch->validation)
        note += fmt::format(", validation {} {:.1f} %", name, 100 * value);
    }
    bar->show(progress.step, note);
    return !interrupted();
  };
}

History train(const std::string& label, Training<float> training, const Options& options) {
  if (!options.resume.empty()) load_checkpoint(options.resume, training);
  const auto save = [&] {
    if (!options.checkpoint.empty()) save_checkpoint(options.checkpoint, training);
  };
  TrainingOptions how = training.options;
  how.callback = [&, show = display(label)](const Progress& progress) {
    if (progress.finished != nullptr) save();
    return show(progress);
  };
  History history = dln::train(training.objective, training.optimizer, how, training.state);
  save();
  consult(history);
  return history;
}

Table history_table(const History& history) {
  std::vector<Column> columns = {{"epoch"}, {"loss", "{:.4f}"}};
  const Epoch first = history.epochs.empty() ? Epoch{} : history.epochs.front();
  for (const auto& metric : first.metrics)
    columns.push_back({"train_" + metric.name, "{:.4f}"});
  for (const auto& metric : first.validation)
    columns.push_back({"validation_" + metric.name, "{:.4f}"});
  columns.push_back({"update_ratio", "{:.2e}"});
  Table table(columns);
  for (const Epoch& epoch : history.epochs) {
    std::vector<Cell> row = {epoch.number, epoch.loss};
    for (const auto& metric : epoch.metrics) row.emplace_back(metric.value);
    for (const auto& metric : epoch.validation) row.emplace_back(metric.value);
    row.emplace_back(epoch.update_ratio);
    table.add(row);
  }
  return table;
}

}  // namespace dln::program

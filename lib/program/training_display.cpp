#include "program/training_display.hpp"

#include <fmt/format.h>

#include <memory>

#include "program/interrupt.hpp"
#include "program/progress.hpp"

namespace dln::program {

std::function<bool(const Progress&)> display(const std::string& label) {
  return [label, bar = std::shared_ptr<ProgressBar>(), note = std::string()](const Progress& progress) mutable {
    if (!bar) bar = std::make_shared<ProgressBar>(label, progress.steps);
    if (const Epoch* epoch = progress.finished)
      note = fmt::format("loss {:.3f}, validation {:.1f} %", epoch->loss, 100 * epoch->validation_accuracy);
    bar->show(progress.step, note);
    return !interrupted();
  };
}

Table history_table(const History& history) {
  Table table({{"epoch"},
               {"loss", "{:.4f}"},
               {"train_accuracy", "{:.4f}"},
               {"validation_accuracy", "{:.4f}"},
               {"update_ratio", "{:.2e}"}});
  for (const Epoch& epoch : history.epochs)
    table.add({epoch.number, epoch.loss, epoch.train_accuracy, epoch.validation_accuracy, epoch.update_ratio});
  return table;
}

}  // namespace dln::program

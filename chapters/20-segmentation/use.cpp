#include <fmt/format.h>

#include <algorithm>

#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/vision/boundaries.hpp"
#include "experiments.hpp"
#include "program/budget.hpp"
#include "program/segmenter.hpp"
#include "program/training_display.hpp"

namespace chapter {

using dln::program::Options;
using dln::program::Report;
using dln::program::Scenes;
using dln::program::Table;

namespace {

dln::Augmentation augmentation() {
  dln::Augmentation changes{.flip = true};
  changes.max_scale = 1.2;
  changes.max_shift = 0.06;
  changes.colour = 0.15;
  return changes;
}

Table classes_table(const dln::ConfusionMatrix& matrix, const dln::SceneSet& scenes) {
  Table table(
      {{"class"}, {"share of pixels", "{:.1%}"}, {"accuracy", "{:.1%}"}, {"IoU", "{:.1%}"}});
  const arma::vec shares = dln::class_shares(scenes), accuracy = matrix.class_accuracy(),
                  iou = matrix.class_iou();
  for (std::size_t c = 0; c < shares.n_elem; ++c)
    table.add({scenes.pixel_class_names[c], shares[c], accuracy[c], iou[c]});
  return table;
}

Table confusion_table(const dln::ConfusionMatrix& matrix, const dln::SceneSet& scenes) {
  std::vector<dln::program::Column> columns = {{"is"}};
  for (const auto& name : scenes.pixel_class_names) columns.push_back({name, "{:.0f}"});
  Table table(columns);
  for (std::size_t r = 0; r < matrix.counts().n_rows; ++r) {
    std::vector<dln::program::Cell> row = {scenes.pixel_class_names[r]};
    for (const double count : arma::rowvec(matrix.counts().row(r))) row.emplace_back(count);
    table.add(row);
  }
  return table;
}

}  // namespace

Report train_for_use(const Scenes& scenes, const Options& options) {
  const bool real = !options.data.empty();
  dln::program::Segmenter segmenter({.classes = scenes.train.pixel_class_names.size(),
                                     .channels = real ? 24U : 8U,
                                     .levels = real ? 4U : 3U},
                                    scenes.train.pixel_class_names,
                                    dln::ColourScale::of(scenes.train),
                                    dln::Random(options.seed).split(90));
  const dln::SoftmaxCrossEntropy<float> loss(dln::class_weights(scenes.train, 0.5));
  dln::Segmentation<float> objective(segmenter.network, loss, scenes.train, &scenes.validation,
                                     {.augmentation = augmentation(),
                                      .scale = segmenter.scale,
                                      .multiple = segmenter.plan.multiple()});
  constexpr std::size_t batch = 4;
  const dln::program::Budget budget = {options.choose<std::size_t>(real ? 80 : 16, 2), 24};
  const std::size_t epochs = dln::program::affordable_epochs(budget, objective, batch, options);
  dln::Adam<float> optimizer(
      dln::cosine(2e-3, epochs * dln::steps_per_epoch(objective.examples(), batch)));
  const dln::TrainingOptions how{.epochs = epochs,
                                 .batch_size = batch,
                                 .seed = options.seed,
                                 .max_minutes = dln::program::minutes_at_most(budget, options)};
  dln::TrainingState<float> state;
  const dln::History history = dln::program::train(
      "U-Net", {objective, optimizer, how, state, segmenter.preprocessing()}, options);
  dln::program::stop_if_interrupted();

  const auto matrix = dln::confusion_of<float>(segmenter.network, scenes.test, segmenter.scale,
                                               segmenter.plan.multiple());
  Report report;
  report.say(fmt::format("A U-Net of {} parameters, {} epochs; the test scenes, once:",
                         dln::count_weights(segmenter.network.parameters()),
                         history.epochs.size()));
  report.table("use", classes_table(matrix, scenes.test));
  report.say(fmt::format("Mean IoU {:.3f}, pixel accuracy {:.3f}, mean accuracy {:.3f}.",
                         matrix.mean_iou(), matrix.pixel_accuracy(), matrix.mean_accuracy()));
  report.data("use-history", dln::program::history_table(history));
  report.data("confusion", confusion_table(matrix, scenes.test));
  report.note("test_mean_iou", matrix.mean_iou());
  report.note("test_pixel_accuracy", matrix.pixel_accuracy());
  report.note("test_mean_accuracy", matrix.mean_accuracy());
  report.note("use_epochs", history.epochs.size());
  std::vector<std::vector<arma::uvec>> found(1);
  const std::size_t shown = std::min<std::size_t>(4, scenes.test.size());
  for (std::size_t i = 0; i < shown; ++i)
    found[0].push_back(dln::segment<float>(segmenter.network, scenes.test.scenes[i],
                                           segmenter.scale, segmenter.plan.multiple()));
  add_pictures(report, "use-seen", scenes.test, {"U-Net"}, found);
  return report;
}

}  // namespace chapter

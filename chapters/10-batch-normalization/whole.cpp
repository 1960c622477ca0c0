#include <fmt/format.h>

#include "dln/data/augmentation.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/prediction.hpp"
#include "experiments.hpp"
#include "program/budget.hpp"
#include "program/consultation.hpp"
#include "program/training_display.hpp"

namespace chapter {

using dln::Tensor;
using dln::program::Images;
using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Start;

namespace {

constexpr std::size_t units = 384, batch_size = 64;

/** How much noise is added while learning: what is chosen between. */
struct Dose {
  double keep;  // what dropout keeps of a hidden layer
  bool moves;   // every image, a little

  [[nodiscard]] std::string name() const {
    return fmt::format("{}, {}", moves ? "moved" : "as they are",
                       keep < 1 ? fmt::format("{:.0f} % kept", 100 * keep) : "no dropout");
  }
};

Plan plan_of(const Dose& setting) {
  return {.depth = 2, .width = units, .place = Place::before, .keep = setting.keep};
}

void move_images(dln::Classification<float>& objective, const Images& images) {
  // [Move and turn every image a little]
  const dln::Augmentation little{.max_shift = 0.08, .max_turn = 8};
  objective.change_batches([=, &images](Tensor<float> x, const dln::Random& random) {
    x.columns().each_col() += images.mean.values();  // pixels again, in 0 ... 1
    x = dln::augmented(x, little, random);
    dln::subtract_mean(x, images.mean);
    return x;
  });
  // [Move and turn every image a little]
}

dln::Adam<float> adam(std::size_t epochs, std::size_t examples) {
  return dln::Adam<float>(
      dln::linear_decay(2e-3, epochs * dln::steps_per_epoch(examples, batch_size), 0.01));
}

/** One short training; what it says of the validation images. */
Outcome judge(const Dose& setting, const Images& images, std::size_t epochs,
              const Start& start) {
  dln::Sequential<float> network;
  build(network, plan_of(setting), images, start.random);
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(network, loss, images.train, &images.validation);
  if (setting.moves) move_images(objective, images);
  auto optimizer = adam(epochs, images.train.size());
  const dln::History history = dln::program::train(objective, optimizer,
                                                   {.epochs = epochs,
                                                    .batch_size = batch_size,
                                                    .seed = start.seed,
                                                    .callback = start.callback()});
  dln::program::stop_if_interrupted();
  const dln::Epoch& last = history.epochs.back();
  return {.numbers = {{"while learning", dln::value_of(last.metrics, "accuracy")},
                      {"validation accuracy", dln::value_of(last.validation, "accuracy")}}};
}

/** The images to choose by, of very many only some. */
Images some_of(const Images& images) {
  Images some = images;
  some.train = images.train.pick(
      arma::regspace<arma::uvec>(0, std::min<std::size_t>(7000, images.train.size()) - 1));
  return some;
}

/** What may be learnt from once all is chosen: the validation images, too. */
dln::Dataset<float> all_of(const Images& images) {
  const dln::Dataset<float>&train = images.train, &validation = images.validation;
  dln::Shape shape = train.images.shape();
  shape.examples += validation.size();
  dln::Dataset<float> all{train.name, Tensor<float>(shape),
                          arma::join_cols(train.labels, validation.labels), train.class_names};
  all.images.values() = arma::join_cols(train.images.values(), validation.images.values());
  return all;
}

}  // namespace

Report train_whole(const Images& images, const Options& options) {
  std::vector<Dose> settings;
  for (const bool moves : {false, true})
    for (const double keep : {1.0, 0.8, 0.5}) settings.push_back({keep, moves});
  const Images some = some_of(images);
  std::vector<dln::program::Variant> variants;
  for (const Dose& setting : settings)
    variants.push_back({setting.name(), [&, setting](const Start& start) {
                          return judge(setting, some, options.choose<std::size_t>(10, 2),
                                       start);
                        }});
  const auto tried = dln::program::compare("two hidden layers", variants, options, 1);
  // [Take the best that has dropout]
  Dose chosen = settings[1];
  for (const Dose& setting : settings)
    if (setting.keep < 1 && tried.of(setting.name(), "validation accuracy").mean >
                                tried.of(chosen.name(), "validation accuracy").mean)
      chosen = setting;
  // [Take the best that has dropout]

  const dln::Dataset<float> all = all_of(images);
  dln::Sequential<float> network;
  build(network, plan_of(chosen), images, dln::Random(options.seed).split(80));
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(network, loss, all);
  if (chosen.moves) move_images(objective, images);
  const dln::program::Budget budget = {options.choose<std::size_t>(40, 2), 1};
  const std::size_t epochs =
      dln::program::affordable_epochs(budget, objective, batch_size, options);
  auto optimizer = adam(epochs, all.size());
  dln::TrainingOptions how{.epochs = epochs, .batch_size = batch_size, .seed = options.seed};
  if (!options.data.empty() || options.minutes > 0)  // else as long on every machine
    how.max_minutes = dln::program::minutes_at_most(budget, options);
  dln::TrainingState<float> state;
  const dln::History history =
      dln::program::train("two hidden layers", {objective, optimizer, how, state}, options);
  dln::program::stop_if_interrupted();
  const double accuracy = dln::accuracy(
      dln::classify(dln::predict(network, images.test.images)), images.test.labels);
  Report report;
  report.say(
      fmt::format("Two layers of {} ReLUs with normalization, Adam, {} epochs; one "
                  "training each:",
                  units, options.choose<std::size_t>(10, 2)));
  report.append(tried.report(
      "choice", {{"while learning", "{:.1%}"}, {"validation accuracy", "{:.1%}"}}));
  report.say(
      fmt::format("The best with dropout ({}), {} epochs on training and validation "
                  "images: {:.1f} % of the test images correct.",
                  chosen.name(), history.epochs.size(), 100 * accuracy));
  report.note("chosen_images", chosen.moves ? "moved" : "as they are");
  report.note("chosen_keep", chosen.keep);
  report.note("whole_epochs", history.epochs.size());
  report.note("test_accuracy", accuracy);
  return report;
}

}  // namespace chapter

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "dln/train/diagnosis.hpp"
#include "dln/train/examination.hpp"
#include "dln/train/prediction.hpp"
#include "experiments.hpp"
#include "program/training_display.hpp"

namespace chapter {

using dln::program::Images;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

/** The recipe's log: a row a step. */
class Log {
 public:
  Table table{{{"step"},
               {"images"},
               {"loss", "{:.3f}"},
               {"correct, learning", "{:.1%}"},
               {"validation", "{:.1%}"},
               {"the doctor says"}}};

  /** Trains as planned from the same start, and writes down what came of it. */
  double step(const std::string& name, const Plan& plan, const Images& images,
              Network& network) {
    build(network, plan, images, random);
    try {
      const dln::History history =
          learn(network, plan, images, seed, dln::program::display(name));
      const dln::Epoch& last = history.epochs.back();
      const double validation = dln::value_of(last.validation, "accuracy");
      table.add({name, images.train.size(), last.loss, dln::value_of(last.metrics, "accuracy"),
                 validation, dln::verdict(dln::diagnose(history))});
      return validation;
    } catch (const dln::Diverged& diverged) {
      table.add({name, images.train.size(), arma::datum::nan, arma::datum::nan,
                 arma::datum::nan, dln::verdict(dln::diagnose(diverged.history()))});
      return 0;
    }
  }

  dln::Random random;
  std::uint64_t seed;
};

/** Which classes are taken for which, the commonest mistakes first. */
Table confusions(const Network& network, const dln::Dataset<float>& data) {
  const arma::uvec answers = dln::classify(dln::predict(network, data.images));
  std::vector<std::tuple<std::size_t, std::size_t, std::size_t>> pairs;
  for (std::size_t is = 0; is < data.classes(); ++is)
    for (std::size_t said = 0; said < data.classes(); ++said)
      if (is != said)
        pairs.emplace_back(arma::accu(data.labels == is && answers == said), is, said);
  std::ranges::sort(pairs, std::greater());
  Table table({{"is"}, {"taken for"}, {"times"}});
  for (std::size_t p = 0; p < 4; ++p) {
    const auto& [times, is, said] = pairs[p];
    table.add({data.class_names[is], data.class_names[said], times});
  }
  return table;
}

}  // namespace

Report follow_recipe(const Images& images, const Options& options) {
  const std::size_t epochs =
      options.epochs > 0 ? options.epochs : options.choose<std::size_t>(12, 3);
  Log log{.random = dln::Random(options.seed).split(60), .seed = options.seed};
  Report report;

  // Look at the images.
  const auto& train = images.train;
  dln::Tensor<float> shown = train.images.examples(0, std::min<std::size_t>(16, train.size()));
  shown.columns().each_col() += images.mean.values();
  std::vector<std::string> names;
  for (std::size_t n = 0; n < shown.shape().examples; ++n)
    names.push_back(train.class_names[train.labels[n]]);
  report.pictures("patches", shown, names);
  const dln::Task task = dln::describe(train, &images.validation);
  report.note("chance", task.chance);
  report.note("copies", task.copies);

  // Learn a few by heart.
  {
    Network network;
    const Images few = first_of(images, 20);
    log.step("20 by heart",
             {.rate = 0.1, .batch_size = 10, .epochs = options.choose<std::size_t>(300, 40)},
             few, network);
  }
  // [Try rates by factors of ten]
  double best_rate = 0, best = -1;
  for (const double rate : {0.0001, 0.001, 0.01, 0.1, 1.0, 10.0}) {
    Network network;
    const Plan plan{.rate = rate, .epochs = 3};
    const double accuracy = log.step(fmt::format("rate {:g}", rate), plan, images, network);
    if (accuracy <= best) continue;
    best = accuracy;
    best_rate = rate;
  }
  // [Try rates by factors of ten]

  // [Go on from the best so far, one change at a time]
  Plan plan{.rate = best_rate, .epochs = epochs};
  Network kept;
  double kept_accuracy = log.step("a whole training", plan, images, kept);
  const std::vector<std::pair<std::string, std::function<void(Plan&)>>> changes = {
      {"the rate falls", [](Plan& p) { p.schedule = Schedule::falling; }},
      {"twice the filters", [](Plan& p) { p.filters *= 2; }},
      {"shifts and noise",
       [](Plan& p) { p.augmentation = dln::Augmentation{.max_shift = 0.2, .max_noise = 20}; }},
      {"twice as long", [](Plan& p) { p.epochs *= 2; }}};
  std::vector<std::string> taken;
  for (const auto& [name, change] : changes) {
    Plan changed = plan;
    change(changed);
    Network network;
    const double accuracy = log.step(name, changed, images, network);
    if (accuracy <= kept_accuracy) continue;
    kept_accuracy = accuracy;
    plan = changed;
    taken.push_back(name);
  }
  // [Go on from the best so far, one change at a time]

  Network chosen;
  Log last{.random = log.random, .seed = log.seed};
  last.step("the chosen", plan, images, chosen);
  const double test = accuracy_on(chosen, images.test);
  report.say(
      "The recipe, step by step; a change is kept if it helps on the validation images:");
  report.table("recipe", log.table);
  report.table("confusions", confusions(chosen, images.test));
  report.say(fmt::format("Looked at once, the test images: {:.1f} % correct.", 100 * test));
  report.note("chosen_rate", best_rate);
  std::string list_of_kept;
  for (const std::string& change : taken)
    list_of_kept += (list_of_kept.empty() ? "" : ", ") + change;
  report.note("changes_kept", list_of_kept.empty() ? "none" : list_of_kept);
  report.note("validation_accuracy", kept_accuracy);
  report.note("test_accuracy", test);
  return report;
}

}  // namespace chapter

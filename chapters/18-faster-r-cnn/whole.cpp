#include <fmt/format.h>

#include "dln/data/augmentation.hpp"
#include "dln/vision/box.hpp"
#include "experiments.hpp"
#include "program/budget.hpp"
#include "program/detections.hpp"
#include "program/timing.hpp"
#include "program/training_display.hpp"

namespace chapter {

using dln::Random;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

/** Windows of three sizes on a grid, and at chance. */
std::vector<dln::Detections> windows(const dln::SceneSet& scenes, std::size_t count,
                                     bool chance, const Random& random) {
  std::vector<dln::Detections> all;
  for (std::size_t n = 0; n < scenes.size(); ++n) {
    const auto height = static_cast<double>(scenes.scenes[n].image.height),
               width = static_cast<double>(scenes.scenes[n].image.width);
    Random stream = random.split(n);
    dln::Detections boxes;
    const auto side = static_cast<std::size_t>(
        std::max(1.0, std::floor(std::sqrt(static_cast<double>(count) / 2))));
    for (std::size_t i = 0; i < count; ++i) {
      double x = 0, y = 0, size = 0;
      if (chance) {
        size = height * stream.uniform(0.15, 0.6);
        x = stream.uniform() * width;
        y = stream.uniform() * height;
      } else {  // half of them small, half large, evenly spread
        size = height * (i % 2 == 0 ? 0.28 : 0.5);
        const std::size_t place = i / 2;
        x = width * (static_cast<double>(place % side) + 0.5) / static_cast<double>(side);
        // NOLINTNEXTLINE(bugprone-integer-division)
        y = height * (static_cast<double>(place / side) + 0.5) / static_cast<double>(side);
      }
      boxes.push_back({0,
                       dln::clipped({x - size / 2, y - size / 2, x + size / 2, y + size / 2},
                                    width, height),
                       0});
    }
    all.push_back(boxes);
  }
  return all;
}

}  // namespace

Report train_whole(Network& network, const dln::program::Scenes& scenes,
                   const Options& options) {
  const bool real = !options.data.empty();
  const dln::TwoStageRules rules = dln::two_stage_rules(scenes.train.class_names.size(), real);
  dln::build_two_stage(network, rules, Random(options.seed).split(3));
  const dln::Augmentation augmentation{
      .flip = real, .max_shift = 0.1, .max_scale = real ? 1.2 : 1.1, .colour = 0.08};
  const auto& list = scenes.train.scenes;
  dln::FasterRcnn<float> objective(network, rules, list, augmentation, dln::Stages::both,
                                   scenes.validation.scenes);
  const dln::program::Budget budget = {options.choose<std::size_t>(real ? 40 : 14, 1), 24};
  const std::size_t batch_size = real ? 4 : 8;
  const dln::History history =
      dln::program::train_within("four losses", objective, budget, batch_size, 2e-3, options);
  Report report;
  Table losses({{"loss"}, {"epoch"}, {"value"}});
  for (const dln::Epoch& epoch : history.epochs)
    for (const auto& [name, value] : epoch.parts) losses.add({name, epoch.number, value});
  report.data("losses", losses);
  report.data("training", dln::program::history_table(history));
  report.note("training_epochs", history.epochs.size());
  report.note("training_seconds", history.seconds);
  dln::TwoStageFound found;
  const double seconds = dln::program::seconds_of(
      [&] { found = dln::detect(network, scenes.test.scenes, rules); });
  report.note("seconds_an_image", seconds / static_cast<double>(scenes.test.size()));
  report.say(fmt::format(
      "All four losses at once, {} epochs; then the test images, {:.1f} ms "
      "each:",
      history.epochs.size(), 1e3 * seconds / static_cast<double>(scenes.test.size())));
  constexpr double sure = 0.5;
  report.append(dln::program::report_detections("test", scenes.test, found.detections, sure));
  const arma::uword shown = std::min<arma::uword>(6, scenes.test.size());
  const arma::uvec worst =
      dln::program::worst_first(scenes.test, found.detections, sure).head(shown);
  dln::program::add_pictures(report, "worst", scenes.test, found.detections, worst, sure);
  dln::program::add_pictures(report, "some", scenes.test, found.detections,
                             arma::regspace<arma::uvec>(0, shown - 1), sure);
  // The proposals of the same images, the ten surest of each.
  std::vector<dln::Detections> surest = found.proposals;
  for (dln::Detections& proposals : surest)
    proposals.resize(std::min<std::size_t>(10, proposals.size()));
  dln::program::add_pictures(report, "proposals", scenes.test, surest,
                             arma::regspace<arma::uvec>(0, shown - 1), -1e9);
  return report;
}

Report compare_proposals(Network& network, const dln::program::Scenes& scenes,
                         const Options& options) {
  dln::TwoStageRules rules =
      dln::two_stage_rules(scenes.train.class_names.size(), !options.data.empty());
  rules.proposals.max_proposals = 300;
  const Random random = Random(options.seed).split(4);
  Table table(
      {{"boxes an image"}, {"learnt", "{:.1%}"}, {"grid", "{:.1%}"}, {"chance", "{:.1%}"}});
  Table curves({{"way"}, {"boxes"}, {"recall"}});
  const auto learnt = dln::detect(network, scenes.test.scenes, rules).proposals;
  for (const std::size_t boxes : {5U, 10U, 30U, 100U, 300U}) {
    const double ours = recall(learnt, scenes.test, boxes),
                 grid = recall(windows(scenes.test, boxes, false, random), scenes.test, boxes),
                 chance = recall(windows(scenes.test, boxes, true, random), scenes.test, boxes);
    table.add({fmt::format("{}", boxes), ours, grid, chance});
    curves.add({"learnt", std::size_t{boxes}, ours});
    curves.add({"grid", std::size_t{boxes}, grid});
    curves.add({"chance", std::size_t{boxes}, chance});
  }
  Report report;
  report.note("proposal_recall_at_50", recall(learnt, scenes.test, 300));
  report.say("The share of the test images' objects that some box covers with an IoU of 0.5:");
  report.table("recall", table);
  report.data("recall-curves", curves);
  return report;
}

}  // namespace chapter

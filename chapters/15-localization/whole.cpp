#include <fmt/format.h>

#include "dln/data/augmentation.hpp"
#include "dln/losses/smooth_l1.hpp"
#include "dln/train/prediction.hpp"
#include "experiments.hpp"
#include "program/budget.hpp"
#include "program/detections.hpp"
#include "program/training_display.hpp"

namespace chapter {

using dln::Random;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

/** Every image with its one answer: a detector that says one thing. */
std::vector<dln::Detections> as_detections(const dln::Located<float>& located,
                                           const Singles& singles) {
  std::vector<dln::Detections> found;
  const std::size_t classes = singles.classes();
  for (std::size_t n = 0; n < located.classes.n_elem; ++n) {
    const arma::fvec scores(located.scores.data() + n * classes, classes);
    const double share = 1 / arma::accu(arma::exp(scores - scores.max()));
    const dln::Box box =
        dln::box_of_shares(located.boxes.data() + 4 * n, singles.width(), singles.height());
    found.push_back({{located.classes[n], box, share}});
  }
  return found;
}

Table by_class(const dln::Located<float>& located, const Singles& singles) {
  const arma::vec ious = dln::overlaps(located, singles.test);
  Table table({{"class"},
               {"images"},
               {"accuracy", "{:.1%}"},
               {"mean IoU", "{:.3f}"},
               {"IoU of 0.5", "{:.1%}"}});
  const auto add = [&](const std::string& name, const arma::uvec& examples) {
    if (examples.is_empty()) return;
    const arma::vec here = ious(examples);
    const auto count = static_cast<double>(examples.n_elem);
    table.add({name, std::size_t{examples.n_elem},
               dln::accuracy(located.classes(examples), singles.test.labels(examples)),
               arma::mean(here), static_cast<double>(arma::accu(here >= 0.5)) / count});
  };
  for (std::size_t label = 0; label < singles.classes(); ++label)
    add(singles.scenes.test.class_names[label], arma::find(singles.test.labels == label));
  add("all", arma::regspace<arma::uvec>(0, ious.n_elem - 1));
  return table;
}

}  // namespace

Report train_whole(Network& network, const Singles& singles, const Options& options) {
  const Random random = Random(options.seed).split(2);
  build_trunk(network, singles, random);
  const dln::Shape features = network.trunk.output_shape(singles.train.x.shape());
  build_class_head(network, features, singles.classes(), random);
  build_box_head(network, features, Attach::places, 4, random);
  const bool real = !options.data.empty();
  const dln::SmoothL1<float> smooth(0.02F);
  // [Give every epoch other images of the same objects]
  const dln::Augmentation augmentation{
      .flip = real, .max_shift = 0.1, .max_scale = 1.15, .colour = 0.08};
  const auto& scenes = singles.scenes.train.scenes;
  const auto source = [&](const arma::uvec& examples, Random& stream) {
    std::vector<dln::Scene> batch;
    for (const arma::uword index : examples)
      batch.push_back(dln::augmented(scenes[index], augmentation, stream.split(index)));
    return dln::located_objects<float>(batch);
  };
  // [Give every epoch other images of the same objects]
  dln::Localization<float> objective(network.heads(), smooth, scenes.size(), source,
                                     &singles.validation, {1, 10});
  // Of few images, more epochs: some 34,000 passes take a minute on two cores.
  const std::size_t usual = real ? std::clamp<std::size_t>(34000 / scenes.size(), 10, 300) : 20;
  const dln::program::Budget budget = {options.choose<std::size_t>(usual, 2), 8};
  const std::size_t batch_size = real ? 8 : 16;
  const dln::History history =
      dln::program::train_within("both heads", objective, budget, batch_size, 2e-3, options);
  const auto located = dln::locate(network.heads(), singles.test.x);
  Report report;
  report.data("training", dln::program::history_table(history));
  report.say(fmt::format("Both heads and the trunk, Adam, {} epochs; the test images:",
                         history.epochs.size()));
  report.table("test", by_class(located, singles));
  const arma::vec ious = dln::overlaps(located, singles.test);
  for (const auto& [name, value] : measures(located, singles.test, singles)) {
    if (name == "mean IoU") report.note("test_mean_iou", value);
    if (name == "both correct") report.note("test_correct_at_50", value);
    if (name == "accuracy") report.note("test_accuracy", value);
    if (name == "error in pixels") report.note("test_error_in_pixels", value);
  }
  report.note("training_epochs", history.epochs.size());
  report.note("training_seconds", history.seconds);
  Table histogram({{"panel"}, {"IoU"}, {"share"}});
  const arma::vec centres = arma::regspace(0.025, 0.05, 1.0);
  const arma::uvec counts = arma::hist(ious, centres);
  for (arma::uword b = 0; b < centres.n_elem; ++b)
    histogram.add({std::string("test images"), centres[b],
                   static_cast<double>(counts[b]) / static_cast<double>(ious.n_elem)});
  report.data("ious", histogram);
  const std::vector<dln::Detections> found = as_detections(located, singles);
  const arma::uvec order = arma::stable_sort_index(ious);  // the worst first
  const arma::uword shown = std::min<arma::uword>(6, order.n_elem);
  const auto captions = [&](const arma::uvec& chosen) {
    std::vector<std::string> names;
    for (const arma::uword n : chosen) names.push_back(fmt::format("IoU {:.2f}", ious[n]));
    return names;
  };
  const arma::uvec worst = order.head(shown), some = arma::regspace<arma::uvec>(0, shown - 1);
  dln::program::add_pictures(report, "worst", singles.scenes.test, found, worst, 0,
                             captions(worst));
  dln::program::add_pictures(report, "some", singles.scenes.test, found, some, 0,
                             captions(some));
  report.live("live-boxes", boxes_to_touch(singles.scenes.test, found));
  return report;
}

}  // namespace chapter

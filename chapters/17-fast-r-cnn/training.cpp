#include "dln/train/training.hpp"

#include <fmt/format.h>

#include "dln/optimizers/adam.hpp"
#include "dln/train/prediction.hpp"
#include "dln/vision/average_precision.hpp"
#include "experiments.hpp"
#include "program/budget.hpp"
#include "program/consultation.hpp"
#include "program/detections.hpp"
#include "program/training_display.hpp"

namespace chapter {

using dln::Random;
using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Spread;
using dln::program::Start;
using dln::program::Table;
using dln::program::Variant;

namespace {

constexpr std::size_t images_a_step =
    2;  // the regions of an image share its features, so few images make a batch
constexpr double shown_from = 0.7;  // from this score on, a detection is drawn
constexpr double sure = 0.5;  // from this score on, a detection counts in tables of errors

/** The detections of every scene. */
std::vector<dln::Detections> find_all(Detector& detector, const dln::ProposedScenes& in) {
  std::vector<dln::Detections> found;
  for (std::size_t n = 0; n < in.scenes.size(); ++n) {
    dln::program::stop_if_interrupted();
    const dln::ProposedScenes one = {in.scenes.subspan(n, 1), in.proposals.subspan(n, 1),
                                     in.classes};
    found.push_back(dln::detect(detector.network(), one, dln::fast_rcnn_rules()).front());
  }
  return found;
}

std::vector<dln::NamedNumber> map_of(Detector& detector, const dln::ProposedScenes& in) {
  const auto found = find_all(detector, in);
  std::vector<dln::Objects> truth;
  for (const dln::Scene& scene : in.scenes) truth.push_back(scene.objects);
  return {
      {"mAP", dln::mean_average_precision(found, truth, in.classes).mean},
      {"mAP 0.5 to 0.95", dln::mean_average_precision_50_95(found, truth, in.classes).mean}};
}

dln::FastRcnn<float> objective_of(Detector& detector, const Data& data, double box_weight,
                                  const dln::FastRcnn<float>::Validation& validation) {
  const auto source = [&data](const arma::uvec& images, Random& random) {
    return dln::region_batch<float>(data.train(), images, {.flip = true, .colour = 0.1},
                                    dln::fast_rcnn_rules(), random);
  };
  return {detector.network(), data.scenes.train.size(), source, box_weight, validation};
}

}  // namespace

Report compare_variants(const Data& data, const Options& options) {
  struct Setting {
    std::string name;
    dln::RegionPooling pooling;
    double box_weight;
  };
  const std::vector<Setting> settings = {
      {"max pooling", dln::RegionPooling::max, 1},
      {"align", dln::RegionPooling::align, 1},
      {"max pooling, boxes as proposed", dln::RegionPooling::max, 0}};
  const std::size_t epochs = options.choose<std::size_t>(3, 1);
  std::vector<Variant> variants;
  for (const Setting& setting : settings)
    variants.push_back(
        {setting.name, [&, setting](const Start& start) {
           Detector detector;
           detector.pooling = setting.pooling;
           dln::add_region_layers(detector, data.classes(), start.random);
           auto objective = objective_of(detector, data, setting.box_weight, {});
           dln::Adam<float> optimizer(dln::linear_decay(
               1e-3, epochs * dln::steps_per_epoch(data.scenes.train.size(), images_a_step),
               0.01));
           dln::program::train(objective, optimizer,
                               {.epochs = epochs,
                                .batch_size = images_a_step,
                                .seed = start.seed,
                                .callback = start.callback()});
           dln::program::stop_if_interrupted();
           Outcome outcome;
           for (const auto& [name, value] : map_of(detector, data.validation()))
             outcome.numbers.emplace_back(name, value);
           return outcome;
         }});
  Report report;
  report.say(fmt::format("After {} epochs, on the validation scenes:", epochs));
  report.append(dln::program::compare("variants", variants, options, options.choose(2, 1))
                    .report("variants", {{"mAP", "{:.3f}", Spread::range},
                                         {"mAP 0.5 to 0.95", "{:.3f}", Spread::range}}));
  return report;
}

Report train_whole(Detector& detector, const Data& data, const Options& options) {
  dln::add_region_layers(detector, data.classes(), Random(options.seed).split(50));
  auto objective =
      objective_of(detector, data, 1, [&] { return map_of(detector, data.validation()); });
  const bool real = !options.data.empty();
  const dln::program::Budget budget = {options.choose<std::size_t>(real ? 40 : 20, 1), 20};
  const dln::History history =
      dln::program::train_within("Fast R-CNN", objective, budget, images_a_step, 1e-3, options);
  Report report;
  Table curves({{"part"}, {"epoch"}, {"loss"}});
  for (const dln::Epoch& epoch : history.epochs)
    for (const auto& [name, value] : epoch.parts) curves.add({name, epoch.number, value});
  report.data("parts", curves);
  report.data("training", dln::program::history_table(history));
  const std::vector<dln::Detections> found = find_all(detector, data.test());
  report.append(dln::program::report_detections("test", data.scenes.test, found, sure));
  report.note("regions_an_image", dln::fast_rcnn_rules().sample);
  report.note("training_seconds", history.seconds);
  report.note("training_epochs", history.epochs.size());
  const arma::uvec worst = dln::program::worst_first(data.scenes.test, found, sure);
  const arma::uword shown = std::min<arma::uword>(6, worst.n_elem);
  dln::program::add_pictures(report, "worst", data.scenes.test, found, worst.head(shown),
                             shown_from);
  dln::program::add_pictures(report, "some", data.scenes.test, found,
                             arma::regspace<arma::uvec>(0, shown - 1), shown_from);
  return report;
}

}  // namespace chapter

#include <fmt/format.h>

#include "dln/train/prediction.hpp"
#include "dln/vision/suppression.hpp"
#include "experiments.hpp"
#include "program/detections.hpp"
#include "program/interrupt.hpp"
#include "program/progress.hpp"

namespace chapter {

using dln::Detections;
using dln::Tensor;
using dln::program::Table;

namespace {

constexpr double suppression = 0.3;
constexpr double sure_enough = 0;  // the machines' border between yes and no

/** What is left of each scene's boxes. */
std::vector<Detections> suppressed_all(std::span<const Detections> boxes) {
  std::vector<Detections> found;
  for (const Detections& here : boxes) found.push_back(dln::suppressed(here, suppression));
  return found;
}

/** The scored boxes of all scenes, before suppression. */
std::vector<Detections> score_all(const std::string& label, const dln::SceneSet& scenes,
                                  const std::vector<Boxes>& proposals,
                                  const CodeNetwork& network, const PostHoc& post_hoc,
                                  const Plan& plan, const std::vector<Parts>& variants) {
  std::vector<Detections> boxes(variants.size() * scenes.size());  // variant by variant
  dln::program::ProgressBar bar(label, scenes.size());
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    dln::program::stop_if_interrupted();
    const dln::Image8& image = scenes.scenes[i].image;
    const arma::fmat codes = codes_of(network, image, proposals[i], plan);
    for (std::size_t v = 0; v < variants.size(); ++v)
      boxes[v * scenes.size() + i] =
          scored_boxes(codes, proposals[i], image, network, post_hoc, variants[v]);
    bar.show(i + 1);
  }
  return boxes;
}

}  // namespace

Report compare_parts(const Scenes& scenes, const Proposals& proposals,
                     const CodeNetwork& network, const PostHoc& post_hoc, const Plan& plan) {
  const dln::SceneSet& set = scenes.validation;
  const std::vector<std::pair<std::string, Parts>> variants = {
      {"the network's own scores", {.machines = false, .regression = false}},
      {"machines, random negatives", {.hard_negatives = false, .regression = false}},
      {"machines, hard negatives", {.regression = false}},
      {"machines, and boxes corrected", {}},
      {"network's scores, and boxes corrected", {.machines = false}}};
  std::vector<Parts> parts;
  for (const auto& [name, one] : variants) parts.push_back(one);
  const std::vector<Detections> found = suppressed_all(score_all(
      "validation scenes", set, proposals.validation, network, post_hoc, plan, parts));
  const auto objects = dln::objects_of(set.scenes);
  Table table({{"scored by"}, {"mAP at 0.5", "{:.3f}"}, {"mAP at 0.5 ... 0.95", "{:.3f}"}});
  for (std::size_t v = 0; v < variants.size(); ++v) {
    const std::span<const Detections> here(found.data() + v * set.size(), set.size());
    table.add({variants[v].first,
               mean_average_precision(here, objects, set.class_names.size()).mean,
               mean_average_precision_50_95(here, objects, set.class_names.size()).mean});
  }
  Report report;
  report.say("On the validation scenes, the same codes with less or more behind them:");
  report.table("parts", table);
  return report;
}

Report test_detector(const Scenes& scenes, const Proposals& proposals,
                     const CodeNetwork& network, const PostHoc& post_hoc, const Plan& plan) {
  const std::vector<Detections> boxes =
      score_all("test scenes", scenes.test, proposals.test, network, post_hoc, plan, {Parts{}});
  const std::vector<Detections> found = suppressed_all(boxes);
  Report report = dln::program::report_detections("test", scenes.test, found, sure_enough);
  const arma::uvec worst = dln::program::worst_first(scenes.test, found, sure_enough);
  const std::size_t shown = std::min<std::size_t>(6, scenes.test.size());
  dln::program::add_pictures(report, "first", scenes.test, found,
                             arma::regspace<arma::uvec>(0, shown - 1), sure_enough);
  dln::program::add_pictures(report, "worst", scenes.test, found, worst.head(shown),
                             sure_enough);
  report.append(suppression_to_touch(scenes.test, boxes));
  return report;
}

Report time_parts(const Scenes& scenes, const CodeNetwork& network, const PostHoc& post_hoc,
                  const Plan& plan) {
  const std::size_t images = std::min<std::size_t>(5, scenes.test.size());
  arma::mat seconds(images, 4);
  double regions = 0;
  for (std::size_t i = 0; i < images; ++i) {
    dln::program::stop_if_interrupted();
    const dln::Scene& scene = scenes.test.scenes[i];
    Boxes boxes;
    Tensor<float> crops;
    arma::fmat codes;
    seconds(i, 0) = dln::program::seconds_of(
        [&] { boxes = dln::program::search(scene, plan.search, dln::Random(i)); });
    seconds(i, 1) =
        dln::program::seconds_of([&] { crops = warped_regions(scene.image, boxes, plan); });
    seconds(i, 2) = dln::program::seconds_of(
        [&] { codes = dln::predict(*network.trunk, crops).columns(); });
    seconds(i, 3) = dln::program::seconds_of([&] {
      dln::suppressed(scored_boxes(codes, boxes, scene.image, network, post_hoc, {}),
                      suppression);
    });
    regions += static_cast<double>(boxes.size()) / static_cast<double>(images);
  }
  const arma::rowvec median = arma::median(seconds, 0);
  const double whole = arma::median(arma::sum(seconds, 1));
  Table table({{"part"}, {"milliseconds", "{:.1f}"}, {"share", "{:.0%}"}, {"learns"}});
  const std::vector<std::pair<std::string, std::string>> names = {
      {"selective search", "nothing"},
      {"warping", "nothing"},
      {"codes by the network", "with a loss of its own"},
      {"machines, corrections, suppression", "afterwards, from fixed codes"}};
  for (std::size_t p = 0; p < names.size(); ++p)
    table.add(
        {names[p].first, 1000 * median[p], median[p] / arma::accu(median), names[p].second});
  Report report;
  report.say(fmt::format("Medians over {} test images, {:.0f} regions each:", images, regions));
  report.table("time", table);
  report.note("seconds_an_image", whole);
  report.note("regions_timed", regions);
  return report;
}

}  // namespace chapter

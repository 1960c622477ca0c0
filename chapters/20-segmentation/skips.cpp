#include <fmt/format.h>

#include "experiments.hpp"

namespace chapter {

using dln::Random;
using dln::program::Options;
using dln::program::Report;
using dln::program::Scenes;
using dln::program::Spread;

namespace {

using Network = dln::Sequential<float>;

Candidate fcn(const std::string& name, const dln::FcnPlan& plan, bool weighted = true) {
  return {
      name,
      [=](Network& network, const Random& random) { dln::build_fcn(network, plan, random); },
      plan.multiple(), weighted};
}

/** Of four levels: the strides are 2, 4, 8 and 16. */
const std::vector<std::size_t> channels = {8, 16, 24, 32};

dln::FcnPlan randomly(dln::FcnPlan plan) {
  plan.bilinear_start = false;
  return plan;
}

dln::FcnPlan dilated(dln::FcnPlan plan) {
  plan.dilated = 2;
  return plan;
}

}  // namespace

Report compare_skips(const Scenes& scenes, const Options& options) {
  const std::size_t classes = scenes.train.pixel_class_names.size();
  const auto with_skips = [&](std::size_t skips) {
    return dln::FcnPlan{.classes = classes, .channels = channels, .skips = skips};
  };
  const dln::UNetPlan unet{.classes = classes, .channels = 5, .levels = 3};
  const std::vector<Candidate> candidates = {
      fcn("FCN-16", with_skips(0)),
      fcn("FCN-8", with_skips(1)),
      fcn("FCN-4", with_skips(2)),
      fcn("FCN-2", with_skips(3)),
      fcn("FCN-4, random start", randomly(with_skips(2))),
      fcn("two levels dilated", dilated(with_skips(0))),
      {"U-Net",
       [=](Network& network, const Random& random) { dln::build_unet(network, unet, random); },
       unet.multiple()}};
  std::vector<std::shared_ptr<Network>> kept;
  const auto comparison =
      learn("skips", candidates, scenes, options, options.choose(2, 1), &kept);
  Report report;
  report.say(
      "The same scenes by networks that go down and up; near boundaries are pixels at "
      "most one from another class:");
  report.append(comparison.report("skips", {{"parameters", "{:.0f}"},
                                            {"million multiply-adds", "{:.1f}"},
                                            {"mean IoU", "{:.3f}", Spread::range},
                                            {"near boundaries", "{:.3f}"},
                                            {"far from them", "{:.3f}"},
                                            {"boundary F1", "{:.3f}"}}));
  const auto scale = dln::ColourScale::of(scenes.train);
  const auto seen_by = [&](const std::vector<std::size_t>& chosen) {
    std::pair<std::vector<std::string>, std::vector<std::vector<arma::uvec>>> seen;
    for (const std::size_t v : chosen) {
      seen.first.push_back(candidates[v].name);
      auto& maps = seen.second.emplace_back();
      for (std::size_t i = 0; i < 4; ++i)
        maps.push_back(dln::segment<float>(*kept[v], scenes.validation.scenes[i], scale,
                                           candidates[v].multiple));
    }
    return seen;
  };
  const auto some = seen_by({0, 2, 6}), by_skips = seen_by({0, 1, 2, 3});
  add_pictures(report, "skips-seen", scenes.validation, some.first, some.second);
  report.append(skips_to_touch(scenes.validation, by_skips.first, by_skips.second));
  return report;
}

Report weigh_classes(const Scenes& scenes, const Options& options) {
  const std::size_t classes = scenes.train.pixel_class_names.size();
  const dln::FcnPlan plan{.classes = classes, .channels = channels, .skips = 3};
  Report report;
  report.say("FCN-2 with all pixels alike, and with rare classes weighing more:");
  report.append(learn("weights", {fcn("alike", plan, false), fcn("weighted", plan, true)},
                      scenes, options, 1, nullptr)
                    .report("weights", {{"pixel accuracy", "{:.3f}"},
                                        {"mean accuracy", "{:.3f}"},
                                        {"mean IoU", "{:.3f}", Spread::range}}));
  return report;
}

}  // namespace chapter

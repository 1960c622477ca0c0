#include "dln/vision/average_precision.hpp"
#include "experiments.hpp"
#include "program/detections.hpp"

namespace chapter {

using dln::Stages;
using dln::program::Options;
using dln::program::Report;
using dln::program::Spread;
using dln::program::Start;

namespace {

dln::program::Outcome judged(Network& network, const dln::program::Scenes& scenes,
                             const dln::TwoStageRules& rules) {
  const dln::TwoStageFound found = dln::detect(network, scenes.validation.scenes, rules);
  const auto truth = dln::objects_of(scenes.validation.scenes);
  return {
      .numbers = {
          {"recall of 10", recall(found.proposals, scenes.validation, 10)},
          {"mAP", dln::mean_average_precision(found.detections, truth, rules.classes).mean}}};
}

}  // namespace

Report try_ways(const dln::program::Scenes& scenes, const Options& options) {
  const dln::TwoStageRules rules = dln::two_stage_rules(scenes.train.class_names.size(), false);
  const std::size_t epochs = options.choose<std::size_t>(6, 1);
  const auto variant = [&](const std::string& name, const dln::TwoStageRules& own,
                           bool jointly) {
    return dln::program::Variant{
        name, [&, own, jointly](const Start& start) {
          Network network;
          dln::build_two_stage(network, own, start.random);
          if (jointly) {
            learn(network, scenes.train, own, {epochs}, Stages::both, start);
          } else {
            // [First the proposals, then the head, on features that stay]
            learn(network, scenes.train, own,
                  {.epochs = (epochs + 1) / 2, .part = 0, .parts = 2}, Stages::proposals,
                  start);
            learn(network, scenes.train, own,
                  {.epochs = (epochs + 1) / 2, .part = 1, .parts = 2}, Stages::regions, start);
            // [First the proposals, then the head, on features that stay]
          }
          return judged(network, scenes, own);
        }};
  };
  const auto with = [&](const dln::AnchorShapes& shapes) {
    dln::TwoStageRules own = rules;
    own.proposals.anchors = shapes;
    return own;
  };
  const dln::AnchorShapes& all = rules.proposals.anchors;
  const auto ways =
      dln::program::compare("ways",
                            {variant("jointly", rules, true), variant("in turn", rules, false),
                             variant("jointly, one shape", with({{all.sizes[1]}, {1}}), true)},
                            options, options.choose<std::size_t>(2, 1));
  Report report;
  report.say(
      "Short trainings, judged on validation images: the share of objects that the ten surest "
      "proposals cover, and the detections' mAP at an IoU of 0.5.");
  report.append(ways.report(
      "ways", {{"recall of 10", "{:.1%}", Spread::range}, {"mAP", "{:.3f}", Spread::range}}));
  return report;
}

}  // namespace chapter

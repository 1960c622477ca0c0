#include <fmt/format.h>

#include "experiments.hpp"

namespace chapter {

using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Spread;
using dln::program::Start;
using dln::program::Variant;

namespace {

using Weights = dln::Localization<float>::Weights;

/** How the classifier's network goes on to learn boxes. */
struct Way {
  std::string name;
  Weights weights;
  bool frozen = false;  // the trunk stays as it is
};

/** Multiply-adds of the trunk for one image: forward once, and back twice where it learns. */
double cost_of_image(const Network& network, const Singles& singles, const Way& way) {
  dln::Shape shape = singles.validation.x.shape();
  double trunk = 0;
  for (const auto& [name, layer] : network.trunk.parts()) {
    trunk += static_cast<double>(layer->cost(shape).multiply_adds);
    shape = layer->output_shape(shape);
  }
  return (way.frozen ? 1 : 3) * trunk / static_cast<double>(shape.examples);
}

Outcome go_on(const Way& way, const Base& base, const Singles& singles, std::size_t epochs,
              const Start& start) {
  Network network, head;
  build_trunk(network, singles, start.random);
  const dln::Shape features = network.trunk.output_shape(singles.train.x.shape());
  const Plan plan{squares, way.weights, 2e-3, epochs};
  // [Train on from a classifier, its trunk frozen or not]
  Network& learning =
      way.frozen ? head : network;  // a head alone reads features that are computed once
  build_class_head(learning, features, singles.classes(), start.random);
  build_box_head(learning, features, Attach::places, 4, start.random);
  copy_weights(base.network.trunk, network.trunk);
  copy_weights(base.network.class_head, learning.class_head);
  const std::vector<double> losses =
      learn(learning, way.frozen ? base.train : singles.train, plan, start);
  // [Train on from a classifier, its trunk frozen or not]
  const Objects& validation = way.frozen ? base.validation : singles.validation;
  Outcome outcome;
  outcome.curves = {{"loss", losses}};
  outcome.numbers = measures(dln::locate(learning.heads(), validation.x), validation, singles);
  outcome.numbers.emplace_back("multiply-adds", cost_of_image(network, singles, way) / 1e6);
  return outcome;
}

}  // namespace

Report try_ways(const Base& base, const Singles& singles, const Options& options) {
  const std::vector<Way> ways = {{"the head alone", {0, 10}, true},
                                 {"all layers, for boxes alone", {0, 10}},
                                 {"all layers, for both", {1, 10}}};
  const std::size_t epochs = options.choose<std::size_t>(4, 1);
  std::vector<Variant> variants;
  for (const Way& way : ways)
    variants.push_back({way.name, [&, way](const Start& start) {
                          return go_on(way, base, singles, epochs, start);
                        }});
  Report report;
  report.say(
      "From the classifier on: what else learns beside the box head, and for what "
      "(multiply-adds in millions, for "
      "an image in training):");
  report.append(dln::program::compare("ways", variants, options, options.choose(2, 1))
                    .report("ways", {{"accuracy", "{:.1%}", Spread::range},
                                     {"mean IoU", "{:.3f}", Spread::range},
                                     {"error in pixels", "{:.2f}"},
                                     {"multiply-adds", "{:.1f}"}}));
  return report;
}

}  // namespace chapter

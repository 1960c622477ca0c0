#include "dln/train/training.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <utility>

#include "dln/core/error.hpp"
#include "dln/initializers/initializers.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/optimizers/momentum.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/search.hpp"
#include "experiments.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::program::Images;
using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Spread;
using dln::program::Start;
using dln::program::Variant;

Outcome learn(const Images& images, const Recipe& recipe, const Start& start) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const std::size_t features = images.train.images.shape().features();
  dln::Sequential<float> network;
  network.add<dln::Flatten<float>>();
  network.add<dln::Dense<float>>(features, 32, dln::he<float>(), start.random.split(1));
  network.add<dln::ReLU<float>>();
  network.add<dln::Dense<float>>(32, images.train.classes(), dln::he<float>(),
                                 start.random.split(2));
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> objective(network, loss, images.train, &images.validation);
  std::vector<double> losses;
  double ratio = nan;
  try {
    dln::OptimizerState<float> state;
    for (std::size_t stage = 0; stage < recipe.stages.size(); ++stage) {
      const auto optimizer = recipe.stages[stage]();
      if (stage > 0) optimizer->restore(state);
      const dln::History history = dln::program::train(objective, *optimizer,
                                                       {.epochs = recipe.epochs,
                                                        .batch_size = recipe.batch_size,
                                                        .seed = start.seed + 1000 * stage});
      dln::program::stop_if_interrupted();
      for (const auto& epoch : history.epochs) losses.push_back(epoch.loss);
      ratio = history.epochs.back().update_ratio;
      state = optimizer->state();
    }
  } catch (const dln::Error&) {  // the loss left the numbers: nothing was learnt
    losses.assign(recipe.epochs * recipe.stages.size(), nan);
  }
  return {{{"loss", losses.back()},
           {"validation accuracy", dln::value_of(objective.validate(), "accuracy")},
           {"update ratio", ratio}},
          {{"loss", losses}}};
}

namespace {

/** A thing to compare at several rates, of which the one with the lowest loss is kept. */
struct Family {
  std::string name;
  std::function<Recipe(double rate)> recipe;
};

Report compare_at_best_rates(const std::string& label, const std::vector<Family>& families,
                             const std::vector<double>& rates, const Images& images,
                             const Options& options) {
  const auto name_of = [](const Family& family, double rate) {
    return fmt::format("{}, rate {:g}", family.name, rate);
  };
  std::vector<Variant> variants;
  for (const Family& family : families)
    for (const double rate : rates)
      variants.push_back({name_of(family, rate), [=, &images](const Start& start) {
                            return learn(images, family.recipe(rate), start);
                          }});
  const auto found = dln::program::compare(label, variants, options, options.choose(2, 1));
  std::vector<std::string> names;
  std::vector<std::vector<Outcome>> kept;
  for (const Family& family : families) {
    std::vector<dln::Trial> trials;
    for (const double rate : rates)
      trials.push_back({{rate}, -found.of(name_of(family, rate), "loss").mean});
    const double best = dln::best(trials).point[0];
    names.push_back(family.name);
    kept.push_back(found.outcomes(name_of(family, best)));
    for (Outcome& outcome : kept.back()) outcome.numbers.emplace_back("best rate", best);
  }
  return dln::program::Comparison(names, kept)
      .report(label, {{"best rate", "{:g}"},
                      {"loss", "{:.3f}", Spread::range},
                      {"validation accuracy", "{:.1%}", Spread::range}});
}

}  // namespace

Report train_by_rules(const Images& images, const Options& options) {
  const std::size_t epochs =
      options.epochs > 0 ? options.epochs : options.choose<std::size_t>(6, 2);
  std::vector<Family> families;
  for (const auto& rule : all_rules<float>())
    families.push_back({rule.name, [=](double rate) {
                          return Recipe{{[=] { return rule.make(rate); }}, epochs};
                        }});
  families.push_back({"AdamW, decay 0.1", [=](double rate) {
                        return Recipe{{[=] {
                                        auto adam = std::make_unique<dln::Adam<float>>(rate);
                                        adam->decay_weights(0.1F, dln::Decay::decoupled);
                                        return adam;
                                      }},
                                      epochs};
                      }});
  Report report;
  report.say("A hidden layer of 32 ReLUs, every rule at its own best of several rates:");
  report.append(compare_at_best_rates("rules", families, {1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1},
                                      images, options));
  return report;
}

Report try_momenta(const Images& images, const Options& options) {
  const std::size_t epochs = options.choose<std::size_t>(2, 1);
  const auto family = [&](const std::string& name, const std::vector<float>& momenta) {
    return Family{name, [=](double rate) {
                    Recipe recipe{{}, epochs};
                    for (const float momentum : momenta)
                      recipe.stages.emplace_back([=] {
                        return std::make_unique<dln::Momentum<float>>(rate, momentum);
                      });
                    return recipe;
                  }};
  };
  const std::vector<Family> families = {family("0", {0, 0, 0}),
                                        family("0.5", {0.5F, 0.5F, 0.5F}),
                                        family("0.9", {0.9F, 0.9F, 0.9F}),
                                        family("0.99", {0.99F, 0.99F, 0.99F}),
                                        family("raised: 0.5, 0.9, 0.99", {0.5F, 0.9F, 0.99F}),
                                        family("lowered: 0.99, 0.9, 0.5", {0.99F, 0.9F, 0.5F})};
  Report report;
  report.say("The same network by how much of the velocity is kept:");
  report.append(
      compare_at_best_rates("momenta", families, {1e-3, 1e-2, 1e-1}, images, options));
  return report;
}

}  // namespace chapter

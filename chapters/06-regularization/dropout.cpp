#include <fmt/format.h>

#include "dln/train/prediction.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::program::Images;
using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Start;

Report try_probabilities(const Images& images, const Options& options) {
  const std::size_t epochs = options.choose<std::size_t>(80, 10);
  std::vector<dln::program::Variant> variants;
  for (const double keep : {0.3, 0.5, 0.8, 1.0})
    variants.push_back({fmt::format("keep {:g}", keep), [=, &images](const Start& start) {
                          Network network;
                          build(network, images, 60, {.hidden = keep}, start.random);
                          Outcome outcome = learn(network, images, epochs, start);
                          const auto& curve = outcome.curves.front().second;
                          outcome.numbers.emplace_back("after an eighth",
                                                       curve[epochs / 8 - 1]);
                          return outcome;
                        }});
  const auto found =
      dln::program::compare("keep probabilities", variants, options, options.choose(3, 2));
  Report report;
  report.say(fmt::format(
      "Dropout behind 60 hidden units, {} epochs; and how far an eighth of them came:",
      epochs));
  report.append(found.report("probabilities",
                             {{"after an eighth", "{:.1%}"},
                              {"validation accuracy", "{:.1%}", dln::program::Spread::range},
                              {"training accuracy", "{:.1%}"},
                              {"gap", "{:.1%}"}}));
  return report;
}

Report try_places(const Images& images, const Options& options) {
  const std::vector<std::pair<std::string, Keep>> places = {
      {"nowhere", {}},
      {"input, keep 0.8", {.input = 0.8}},
      {"hidden, keep 0.5", {.hidden = 0.5}},
      {"both", {.input = 0.8, .hidden = 0.5}},
      {"scores, keep 0.5", {.scores = 0.5}}};
  std::vector<dln::program::Variant> variants;
  for (const auto& [name, keep] : places)
    variants.push_back({name, [=, keep = keep, &images](const Start& start) {
                          Network network;
                          build(network, images, 60, keep, start.random);
                          return learn(network, images, options.choose<std::size_t>(40, 8),
                                       start);
                        }});
  const auto found = dln::program::compare("places", variants, options, options.choose(3, 2));
  Report report;
  report.say("Dropout in one place or another:");
  report.append(
      found.report("places", {{"training accuracy", "{:.1%}"},
                              {"validation accuracy", "{:.1%}", dln::program::Spread::range},
                              {"gap", "{:.1%}"}}));
  return report;
}

Report knock_out(const Images& images, const Options& options) {
  constexpr std::size_t units = 60, tenth = units / 10;
  std::vector<dln::program::Variant> variants;
  for (const double keep : {1.0, 0.5})
    variants.push_back(
        {keep < 1 ? "with dropout" : "without dropout", [=, &images](const Start& start) {
           Network network;
           build(network, images, units, {.hidden = keep}, start.random);
           learn(network, images, options.choose<std::size_t>(40, 8), start);
           const arma::uvec order = dln::Random(start.random).split(7).permutation(units);
           std::vector<double> accuracies;
           // [Take away one unit after the other]
           for (std::size_t gone = 0; gone < units; ++gone) {
             if (gone % tenth == 0)
               accuracies.push_back(dln::accuracy(
                   dln::classify(dln::predict(network.layers, images.validation.images)),
                   images.validation.labels));
             network.scores->weight().value.columns().row(order[gone]).zeros();
           }
           // [Take away one unit after the other]
           return Outcome{.numbers = {{"all units", accuracies[0]},
                                      {"half of them", accuracies[5]},
                                      {"a tenth of them", accuracies[9]}},
                          .curves = {{"accuracy", accuracies}}};
         }});
  const auto found =
      dln::program::compare("taking units away", variants, options, options.choose(4, 2));
  Report report;
  report.say("Hidden units taken away in random order; validation accuracy with what is left:");
  report.append(
      found.report("knocked", {{"all units", "{:.1%}"},
                               {"half of them", "{:.1%}", dln::program::Spread::range},
                               {"a tenth of them", "{:.1%}"}}));
  return report;
}

}  // namespace chapter

#include <fmt/format.h>

#include "dln/train/prediction.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Tensor;
using dln::program::Options;
using dln::program::Report;
using dln::program::Spread;
using dln::program::Start;
using dln::program::Table;
using dln::program::Variant;

namespace {

using Network = dln::Sequential<float>;

Variant variant(const std::string& name, const Plan& plan, const dln::program::Images& images,
                double rate, std::size_t epochs) {
  return {name, [=, &images](const Start& start) {
            Network network;
            build(network, plan, images, start.random);
            return learn(network, images, rate, 64, epochs, start);
          }};
}

// [Classify each image by its batch's statistics]
// In the mode of training, a batch at a time; nobody commits the running values that this pass
// computes.
double accuracy_by_batches(const Network& network, const dln::Dataset<float>& data,
                           std::size_t batch_size) {
  std::size_t correct = 0, seen = 0;
  for (; seen + batch_size <= data.size(); seen += batch_size) {
    dln::Pass<float> pass(dln::Mode::train, dln::Random(1), dln::Keep::nothing);
    const Tensor<float> scores = network.forward(data.images.examples(seen, batch_size), pass);
    correct +=
        arma::accu(dln::classify(scores) == data.labels.subvec(seen, seen + batch_size - 1));
  }
  return static_cast<double>(correct) / static_cast<double>(seen);
}
// [Classify each image by its batch's statistics]

}  // namespace

Report survive(const dln::program::Images& images, const Options& options) {
  const std::size_t epochs = options.choose<std::size_t>(5, 2), starts = options.choose(3, 2);
  const std::vector<std::pair<std::string, Place>> places = {{"without", Place::nowhere},
                                                             {"with", Place::before}};
  const std::vector<std::pair<std::string, dln::Initializer<float>>> scales = {
      {"0.01", dln::gaussian<float>(0.01)},
      {"He", dln::he<float>()},
      {"0.2", dln::gaussian<float>(0.2)},
      {"0.5", dln::gaussian<float>(0.5)}};
  std::vector<Variant> by_scale, by_rate;
  for (const auto& [scale, initializer] : scales)
    for (const auto& [word, place] : places)
      by_scale.push_back(variant(fmt::format("{}, {}", scale, word),
                                 {.depth = 10, .place = place, .initializer = initializer},
                                 images, 0.05, epochs));
  for (const double rate : {0.001, 0.01, 0.1, 1.0})
    for (const auto& [word, place] : places)
      by_rate.push_back(variant(fmt::format("{:g}, {}", rate, word),
                                {.depth = 5, .place = place}, images, rate, epochs));
  Report report;
  report.say("Ten layers of 64 ReLUs, momentum at 0.05, by the size of the first weights:");
  report.append(dln::program::compare("scales", by_scale, options, starts)
                    .report("scales", {{"accuracy", "{:.1%}", Spread::range}}));
  report.say("Five layers of 64 ReLUs from He's weights, by the learning rate:");
  report.append(dln::program::compare("rates", by_rate, options, starts)
                    .report("rates", {{"accuracy", "{:.1%}", Spread::range}}));
  return report;
}

Report try_places(const dln::program::Images& images, const Options& options) {
  const std::size_t epochs = options.choose<std::size_t>(5, 2);
  std::vector<Variant> variants;
  for (const bool tanh : {false, true})
    for (const auto& [word, place] : std::vector<std::pair<std::string, Place>>{
             {"without", Place::nowhere}, {"before", Place::before}, {"after", Place::after}})
      variants.push_back(variant(fmt::format("{}, {}", tanh ? "tanh" : "ReLU", word),
                                 {.depth = 5, .place = place, .tanh = tanh}, images, 0.01,
                                 epochs));
  Report report;
  report.say("Five layers of 64 units, momentum at 0.01, by where the normalization stands:");
  report.append(dln::program::compare("places", variants, options, options.choose(5, 2))
                    .report("places", {{"accuracy", "{:.1%}", Spread::range}}));
  return report;
}

Report try_batches(const dln::program::Images& images, const Options& options) {
  const std::size_t epochs = options.choose<std::size_t>(3, 1);
  const std::vector<std::size_t> sizes = {2, 8, 64};
  const std::vector<std::pair<std::string, Plan>> kinds = {
      {"none", {.depth = 3}},
      {"batch", {.depth = 3, .place = Place::before}},
      {"layer", {.depth = 3, .place = Place::before, .over = Over::example}},
      {"group", {.depth = 3, .place = Place::before, .over = Over::group}}};
  const auto named = [](const std::string& kind, std::size_t size) {
    return fmt::format("{}, batches of {}", kind, size);
  };
  std::vector<Variant> variants;
  for (const auto& [kind, plan] : kinds)
    for (const std::size_t size : sizes)
      variants.push_back({named(kind, size), [=, &images, plan = plan](const Start& start) {
                            Network network;
                            build(network, plan, images, start.random);
                            // The same noise in a step's mean asks for a rate that goes with
                            // the batch.
                            const double rate = 0.02 * static_cast<double>(size) / 64;
                            auto outcome = learn(network, images, rate, size, epochs, start);
                            outcome.numbers.emplace_back(
                                "by batches",
                                accuracy_by_batches(network, images.validation, size));
                            return outcome;
                          }});
  const auto found = dln::program::compare("batches", variants, options, options.choose(3, 2));
  Table table({{"normalization"},
               {"batches of 2", "{:.1%}"},
               {"batches of 8", "{:.1%}"},
               {"batches of 64", "{:.1%}"}});
  Table ranges({{"normalization"}, {"size"}, {"mean"}, {"lowest"}, {"highest"}});
  const auto add = [&](const std::string& row, const std::string& kind,
                       const std::string& number) {
    std::vector<dln::program::Cell> cells = {row};
    for (const std::size_t size : sizes)
      cells.emplace_back(found.of(named(kind, size), number).mean);
    table.add(cells);
  };
  for (const auto& [kind, plan] : kinds) {
    add(kind, kind, "accuracy");
    if (kind == "batch") add("batch, as while learning", kind, "by batches");
    for (const std::size_t size : sizes) {
      const auto accuracy = found.of(named(kind, size), "accuracy");
      ranges.add({kind, size, accuracy.mean, accuracy.lowest, accuracy.highest});
    }
  }
  Report report;
  report.say(
      "Three layers of 64 ReLUs by batch size and by what is normalized: validation accuracy; "
      "the second row of batch normalization classifies as while learning, by batches of that "
      "size:");
  report.table("batches", table);
  report.data("kinds", ranges);
  return report;
}

}  // namespace chapter

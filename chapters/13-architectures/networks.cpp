#include <fmt/format.h>

#include "dln/layers/receptive_field.hpp"
#include "dln/layers/summary.hpp"
#include "dln/models/googlenet.hpp"
#include "dln/models/published.hpp"
#include "dln/models/resnet.hpp"
#include "dln/models/squeezenet.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

double millions(std::size_t count) { return static_cast<double>(count) / 1e6; }

/** Products of convolutions and dense layers, and the dense layers' parameters. */
struct Counts {
  std::size_t products = 0, in_dense = 0;
};

Counts count(const std::vector<dln::LayerSummary>& layers) {
  Counts counts;
  for (const auto& layer : layers) {
    const bool is_dense = layer.name.starts_with("Dense");
    if (is_dense || layer.name.starts_with("Conv2d")) counts.products += layer.multiply_adds;
    if (is_dense) counts.in_dense += layer.parameters;
  }
  return counts;
}

}  // namespace

Report count_networks(const Options&) {
  Table table({{"network"},
               {"parameters", "{}"},
               {"in dense", "{:.0%}"},
               {"products, 10^6", "{:.0f}"},
               {"MB, prediction", "{:.1f}"},
               {"MB, step", "{:.1f}"},
               {"field", "{}"}});
  Table layers({{"network"}, {"layer"}, {"parameters"}, {"multiply-adds"}});
  for (const dln::Published& published : dln::published_networks()) {
    dln::program::stop_if_interrupted();
    // [Count a network]
    const auto network =
        published.make(published.classes, {dln::constant<float>(0), dln::Random(1)});
    const auto rows = dln::summary(*network, {1, 3, published.side, published.side});
    // [Count a network]
    const Counts counts = count(rows);
    table.add({published.name, rows[0].parameters,
               static_cast<double>(counts.in_dense) / static_cast<double>(rows[0].parameters),
               millions(counts.products), millions(rows[0].predict_bytes),
               millions(rows[0].training_bytes), dln::receptive_field(*network).field});
    std::size_t number = 0;
    for (const auto& layer : rows)
      if (layer.name.starts_with("Dense") || layer.name.starts_with("Conv2d"))
        layers.add({published.name, ++number, millions(layer.parameters),
                    millions(layer.multiply_adds)});
  }
  Report report;
  report.say("For one image of the size that each was made for, 1000 classes (resnet20: 10):");
  report.table("networks", table);
  report.data("layers", layers);
  return report;
}

Report count_blocks(const Options&) {
  constexpr std::size_t channels = 256, side = 28;
  using Stack = dln::Stack<float>;
  using Weights = dln::Weights<float>;
  const std::vector<std::pair<std::string, Build>> blocks = {
      {"7x7", [](Stack& s, Weights&) { s.convolution(channels, 7, 1, 3); }},
      {"three 3x3",
       [](Stack& s, Weights&) {
         for (int i = 0; i < 3; ++i) s.convolution(channels, 3, 1, 1);
       }},
      {"5x5", [](Stack& s, Weights&) { s.convolution(channels, 5, 1, 2); }},
      {"two 3x3",
       [](Stack& s, Weights&) {
         s.convolution(channels, 3, 1, 1).convolution(channels, 3, 1, 1);
       }},
      {"Inception 3a",
       [](Stack& s, Weights& w) {
         add_inception(s, {"3a", 64, 96, 128, 16, 32, 32}, 5, w);
       }},
      {"basic", [](Stack& s, Weights& w) { add_basic_block(s, channels, 1, w); }},
      {"bottleneck", [](Stack& s, Weights& w) { add_bottleneck(s, channels / 4, 1, w); }},
      {"fire", [](Stack& s, Weights& w) { add_fire(s, channels / 8, channels / 2, w); }}};
  Table table({{"block"}, {"field", "{}"}, {"parameters", "{}"}, {"products, 10^6", "{:.0f}"}});
  for (const auto& [name, build] : blocks) {
    dln::Sequential<float> network;
    Weights weights(dln::constant<float>(0), dln::Random(1));
    Stack stack(network, channels, weights);
    build(stack, weights);
    const auto rows = dln::summary(network, {1, channels, side, side});
    table.add({name, dln::receptive_field(network).field, rows[0].parameters,
               millions(count(rows).products)});
  }
  Report report;
  report.say(fmt::format("From {0} to {0} channels of {1}x{1} pixels:", channels, side));
  report.table("block-counts", table);
  return report;
}

}  // namespace chapter

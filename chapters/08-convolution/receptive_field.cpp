#include <fmt/format.h>

#include <cmath>

#include "dln/core/error.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::conv::Window;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

/** A stack of layers on one channel image, each a window; `pools` marks those that take a
 * maximum. */
struct Stack {
  std::string name;
  std::vector<Window> windows;
  std::vector<bool> pools;
};

const std::vector<Stack> stacks = {
    {"one 3x3", {{3}}, {false}},
    {"two 3x3", {{3}, {3}}, {false, false}},
    {"three 3x3", {{3}, {3}, {3}}, {false, false, false}},
    {"one 7x7", {{7}}, {false}},
    {"one 3x3, dilation 2", {{3, 1, 2}}, {false}},
    {"three 3x3, dilations 1, 2, 4", {{3}, {3, 1, 2}, {3, 1, 4}}, {false, false, false}},
    {"3x3, stride 2, twice", {{3, 2}, {3, 2}}, {false, false}},
    {"3x3, 2x2 pooling, twice", {{3}, {2, 2}, {3}, {2, 2}}, {false, true, false, true}}};

constexpr std::size_t side = 33;

std::unique_ptr<dln::Sequential<double>> build(const Stack& stack, std::size_t channels,
                                               Random random) {
  auto network = std::make_unique<dln::Sequential<double>>();
  std::size_t from = 1;
  for (std::size_t i = 0; i < stack.windows.size(); ++i) {
    const Window& w = stack.windows[i];
    if (stack.pools[i]) {
      network->add<dln::MaxPool2d<double>>(dln::Pooling::square(w.kernel, w.stride));
    } else {
      network->add<dln::Conv2d<double>>(
          dln::conv::square(from, channels, side, w.kernel, w.stride, 0, w.dilation),
          dln::he<double>(), random.split(i));
      from = channels;
    }
  }
  return network;
}

/** The output pixel in the middle, summed over channels: what `input` does to it. */
double middle(const dln::Layer<double>& network, const Tensor<double>& input) {
  const Tensor<double> y = dln::predict(network, input);
  const arma::cube maps = y.image(0);
  return arma::accu(maps.tube(maps.n_rows / 2, maps.n_cols / 2));
}

/** Counts the pixels of the middle column that the middle output answers to, up or down. */
std::size_t measure(const Stack& stack, Random random) {
  const auto network = build(stack, 4, random.split(1));
  Tensor<double> image({1, 1, side, side});
  image.values().imbue([&] { return random.normal(); });
  // [Perturb one pixel after another]
  const double undisturbed = middle(*network, image);
  std::size_t first = side, last = 0;
  for (std::size_t row = 0; row < side; ++row)
    for (std::size_t column = 0; column < side; ++column)
      for (const double push : {1e3, -1e3}) {
        Tensor<double> disturbed = image;
        disturbed.image(0)(column, row, 0) += push;
        if (std::abs(middle(*network, disturbed) - undisturbed) < 1e-6)
          continue;  // rounding and nothing else
        first = std::min(first, row);
        last = std::max(last, row);
      }
  return last - first + 1;
  // [Perturb one pixel after another]
}

/** How much each pixel moves the middle output, on average over random weights: the gradient's
 * size. */
arma::rowvec influence(const Stack& stack, std::size_t networks, Random random) {
  arma::rowvec sum(side * side, arma::fill::zeros);
  for (std::size_t k = 0; k < networks; ++k) {
    const auto network = build(stack, 4, random.split(k));
    dln::Pass<double> pass(dln::Mode::test, Random(0));
    const Tensor<double> y = network->forward(Tensor<double>({1, 1, side, side}), pass);
    // [Ask the gradient which pixels count]
    Tensor<double> dy(y.shape());
    dy.image(0)(y.shape().width / 2, y.shape().height / 2, 0) = 1;  // one output pixel
    const Tensor<double> dx = network->backward(std::move(dy), pass);
    sum += arma::square(dx.values()).t();
    // [Ask the gradient which pixels count]
  }
  return arma::sqrt(sum / static_cast<double>(networks));
}

}  // namespace

Report measure_receptive_fields(const Options& options) {
  Table table({{"stack"}, {"computed"}, {"measured"}, {"weights for C channels"}});
  for (const Stack& stack : stacks) {
    std::size_t weights = 0;
    for (std::size_t i = 0; i < stack.windows.size(); ++i)
      if (!stack.pools[i]) weights += stack.windows[i].kernel * stack.windows[i].kernel;
    const std::size_t computed = dln::conv::receptive_field(stack.windows);
    const std::size_t measured = measure(stack, Random(options.seed).split(20));
    if (computed != measured)
      throw dln::Error("the receptive field of " + stack.name,
                       fmt::format("the computed {} pixels", computed),
                       fmt::format("{} measured ones", measured));
    table.add({stack.name, computed, measured, fmt::format("{} C²", weights)});
  }
  Report report;
  report.say("Pixels on a side that one output sees:");
  report.table("receptive-fields", table);

  const std::vector<std::size_t> shown = {3, 2, 5};
  constexpr std::size_t reach = 9,
                        across = 2 * reach + 1;  // pixels around the middle that are shown
  Tensor<float> pictures({shown.size(), 1, across, across});
  for (std::size_t i = 0; i < shown.size(); ++i) {
    arma::mat picture = influence(stacks[shown[i]], options.choose<std::size_t>(100, 20),
                                  Random(options.seed).split(21));
    picture.reshape(side, side);
    const arma::mat cut =
        picture.submat(side / 2 - reach, side / 2 - reach, side / 2 + reach, side / 2 + reach);
    pictures.image(i).slice(0) = arma::conv_to<arma::fmat>::from(cut / cut.max());
  }
  report.pictures("influence", pictures, {"one 7 × 7", "three 3 × 3", "dilations 1, 2, 4"});
  return report;
}

}  // namespace chapter

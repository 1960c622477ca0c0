#include <fmt/format.h>

#include "dln/layers/flatten.hpp"
#include "dln/layers/squashing.hpp"
#include "dln/models/googlenet.hpp"
#include "dln/models/resnet.hpp"
#include "dln/models/squeezenet.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::program::Options;
using dln::program::Report;
using dln::program::Spread;
using dln::program::Start;
using dln::program::Variant;

namespace {

using Stack = dln::Stack<float>;
using Weights = dln::Weights<float>;

/** Which of AlexNet's means are used. */
struct Means {
  bool relu = true, augments = true, dropout = true;
};

void bend(Stack& stack, bool relu) {
  if (relu)
    stack.relu();
  else
    stack.row().add<dln::Tanh<float>>();
}

/** Features of the last images as numbers, for dense layers. */
void flatten(Stack& stack, const Images& images) {
  const dln::Shape y = stack.row().output_shape(images.mean.shape());
  stack.row().add<dln::Flatten<float>>();
  stack.set_channels(y.features());
}

Variant small_alexnet(const std::string& name, const Means& means, const Images& images,
                      std::size_t epochs) {
  return {name, [=, &images](const Start& start) {
            dln::Sequential<float> network;
            Weights weights(dln::he<float>(), start.random);
            Stack stack(network, images.mean.shape().channels, weights);
            for (const std::size_t filters : {16, 24, 32}) {
              bend(stack.convolution(filters, 3, 1, 1), means.relu);
              stack.max_pool(2, 2);
            }
            flatten(stack, images);
            if (means.dropout) stack.dropout();
            bend(stack.dense(128), means.relu);
            if (means.dropout) stack.dropout();
            stack.dense(images.train.classes());
            return learn(network, images, epochs, start, 0.01, means.augments);
          }};
}

/** A stage: what it is built from, after a stem that halves the image twice, and before the
 * average. */
Build staged(const Build& stage, std::size_t classes) {
  return [=](Stack& stack, Weights& weights) {
    stack.convolution(32, 3, 2, 1, dln::Bias::none).normalize().relu().max_pool(2, 2);
    stage(stack, weights);
    stack.average().dense(classes);
  };
}

/** Convolutions with normalization and ReLU, a kernel each. */
Build windows(const std::vector<std::size_t>& kernels) {
  return [=](Stack& stack, Weights&) {
    for (const std::size_t kernel : kernels)
      stack.convolution(32, kernel, 1, kernel / 2, dln::Bias::none).normalize().relu();
  };
}

const std::vector<dln::program::Compared> counted = {{"parameters", "{:.0f}"},
                                                     {"products, 10^6", "{:.1f}"},
                                                     {"accuracy", "{:.1%}", Spread::range}};

}  // namespace

Report leave_out(const Images& images, const Options& options) {
  const std::size_t epochs = options.choose<std::size_t>(10, 2);
  const std::vector<Variant> variants = {
      small_alexnet("all of them", {}, images, epochs),
      small_alexnet("tanh for ReLU", {.relu = false}, images, epochs),
      small_alexnet("no augmentation", {.augments = false}, images, epochs),
      small_alexnet("no dropout", {.dropout = false}, images, epochs),
      small_alexnet("neither of the two", {.augments = false, .dropout = false}, images,
                    epochs)};
  Report report;
  report.say("Three convolutions and two dense layers, no normalization:");
  report.append(
      dln::program::compare("AlexNet's means", variants, options, options.choose(3, 2))
          .report("means",
                  {{"while learning", "{:.1%}"}, {"accuracy", "{:.1%}", Spread::range}}));
  return report;
}

Report stack_windows(const Images& images, const Options& options) {
  const std::size_t epochs = options.choose<std::size_t>(6, 2),
                    classes = images.train.classes();
  const std::vector<Variant> variants = {
      variant("5x5", staged(windows({5}), classes), images, epochs),
      variant("two 3x3", staged(windows({3, 3}), classes), images, epochs),
      variant("7x7", staged(windows({7}), classes), images, epochs),
      variant("three 3x3", staged(windows({3, 3, 3}), classes), images, epochs)};
  Report report;
  report.say(
      "A stage of 32 channels on a quarter of the image's side, and no other layer of its "
      "kind:");
  report.append(dln::program::compare("windows", variants, options, options.choose(4, 2))
                    .report("windows", counted));
  return report;
}

Report vary_widths(const Images& images, const Options& options) {
  const std::size_t epochs = options.choose<std::size_t>(6, 2),
                    classes = images.train.classes();
  const auto stages = [&](const std::vector<std::size_t>& widths) -> Build {
    return [=](Stack& stack, Weights&) {
      // [Give each stage its width]
      for (const std::size_t width : widths) {
        stack.convolution(width, 3, 1, 1, dln::Bias::none).normalize().relu();
        stack.convolution(width, 3, 1, 1, dln::Bias::none).normalize().relu();
        stack.max_pool(2, 2);
      }
      // [Give each stage its width]
      stack.average().dense(classes);
    };
  };
  std::vector<Variant> variants;
  for (const auto& widths : std::vector<std::vector<std::size_t>>{
           {16, 8, 4}, {12, 12, 12}, {8, 16, 32}, {8, 16, 16}})
    variants.push_back(variant(fmt::format("{}, {}, {}", widths[0], widths[1], widths[2]),
                               stages(widths), images, epochs));
  Report report;
  report.say(
      "Three stages of two 3x3 convolutions, each halving the image, by their channels:");
  report.append(dln::program::compare("widths", variants, options, options.choose(3, 2))
                    .report("widths", counted));
  return report;
}

Report vary_heads(const Images& images, const Options& options) {
  const std::size_t epochs = options.choose<std::size_t>(6, 2),
                    classes = images.train.classes();
  const auto with_head = [&](const Build& head) -> Build {
    return [=](Stack& stack, Weights& weights) {
      for (const std::size_t filters : {16, 32})
        stack.convolution(filters, 3, 1, 1, dln::Bias::none).normalize().relu().max_pool(2, 2);
      stack.convolution(64, 3, 1, 1, dln::Bias::none).normalize().relu();
      head(stack, weights);
    };
  };
  const std::vector<Variant> variants = {
      variant("dense 256, dense", with_head([&](Stack& stack, Weights&) {
                flatten(stack, images);
                stack.dense(256).relu().dropout().dense(classes);
              }),
              images, epochs),
      variant("dense", with_head([&](Stack& stack, Weights&) {
                flatten(stack, images);
                stack.dense(classes);
              }),
              images, epochs),
      // [Average instead of connecting everything]
      variant("average, dense",
              with_head([=](Stack& stack, Weights&) { stack.average().dense(classes); }),
              images, epochs),
      // [Average instead of connecting everything]
      variant("1x1, average", with_head([=](Stack& stack, Weights&) {
                stack.convolution(classes, 1).average();
              }),
              images, epochs)};
  Report report;
  report.say("Three convolutions and two poolings, then:");
  report.append(dln::program::compare("heads", variants, options, options.choose(4, 2))
                    .report("heads", counted));
  return report;
}

Report vary_blocks(const Images& images, const Options& options) {
  const std::size_t epochs = options.choose<std::size_t>(6, 2),
                    classes = images.train.classes();
  const auto twice = [&](const std::function<void(Stack&, Weights&)>& add) {
    return staged(
        [=](Stack& stack, Weights& weights) {
          add(stack, weights);
          add(stack, weights);
        },
        classes);
  };
  const std::vector<Variant> variants = {
      variant("two 3x3", twice(windows({3, 3})), images, epochs),
      variant("Inception", twice([](Stack& s, Weights& w) {
                const std::string name = std::to_string(s.row().parts().size());
                add_inception(s, {name.c_str(), 8, 12, 16, 4, 4, 4}, 5, w);
              }),
              images, epochs),
      variant("basic", twice([](Stack& s, Weights& w) { add_basic_block(s, 32, 1, w); }),
              images, epochs),
      variant("bottleneck", twice([](Stack& s, Weights& w) { add_bottleneck(s, 8, 1, w); }),
              images, epochs),
      variant("fire", twice([](Stack& s, Weights& w) { add_fire(s, 8, 16, w); }), images,
              epochs)};
  Report report;
  report.say("Two blocks of 32 channels on a quarter of the image's side:");
  report.append(dln::program::compare("blocks", variants, options, options.choose(4, 2))
                    .report("blocks", counted));
  return report;
}

}  // namespace chapter

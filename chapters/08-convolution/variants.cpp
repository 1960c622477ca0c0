#include <fmt/format.h>

#include "dln/layers/avg_pool2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/local_response_norm.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/relu.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/train/classification.hpp"
#include "experiments.hpp"
#include "program/compare.hpp"
#include "program/consultation.hpp"

namespace chapter {

using dln::Dataset;
using dln::Pooling;
using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Outcome;
using dln::program::Report;
using dln::program::Start;
using dln::program::Table;
using dln::program::Variant;

namespace {

using Network = dln::Sequential<float>;

/** What builds the middle of a network for images of a shape. */
using Build = std::function<void(Network&, const dln::Shape& image, const Random&)>;

void add_convolution(Network& network, std::size_t channels, std::size_t filters,
                     std::size_t kernel, const Random& random, std::size_t stride = 1) {
  network.add<dln::Conv2d<float>>(
      dln::conv::square(channels, filters, kernel, kernel, stride, kernel / 2),
      dln::he<float>(), random);
}

void add_classifier(Network& network, const dln::Shape& image, std::size_t classes,
                    const Random& random) {
  network.add<dln::Flatten<float>>();
  network.add<dln::Dense<float>>(network.output_shape(image).features(), classes,
                                 dln::he<float>(), random);
}

/** Few images to learn from, so that over-fitting shows, and all the others to see it on. */
struct Division {
  Dataset<float> few, others;
};

Division divide(const Images& images, const Options& options) {
  const std::size_t few =
      std::min<std::size_t>(options.choose<std::size_t>(250, 100), images.train.size() / 2);
  const arma::uvec order = Random(options.seed).split(40).permutation(images.train.size());
  const std::size_t others =
      std::min<std::size_t>(images.train.size() - few, options.choose<std::size_t>(1000, 200));
  return {images.train.pick(order.head(few)),
          images.train.pick(order.subvec(few, few + others - 1))};
}

// [Train a variant from one start]
Variant variant_of(const std::string& name, const Build& build, const Division& data,
                   const Options& options) {
  return {
      name, [=, &data](const Start& start) {
        const auto network = std::make_shared<Network>();
        build(*network, data.few.images.shape(), start.random);
        add_classifier(*network, data.few.images.shape(), data.few.classes(),
                       start.random.split(99));
        const dln::SoftmaxCrossEntropy<float> loss;
        dln::Classification<float> objective(*network, loss, data.few);
        dln::Adam<float> optimizer(2e-3);
        const dln::History history =
            dln::program::train(objective, optimizer,
                                {.epochs = options.choose<std::size_t>(10, 3),
                                 .batch_size = 32,
                                 .seed = start.seed,
                                 .callback = start.callback()});
        dln::program::stop_if_interrupted();  // an unfinished training has no outcome
        const auto answer = [network, &data] {
          return dln::predict(*network, data.others.images);
        };
        return Outcome{
            .numbers = {{"parameters",
                         static_cast<double>(dln::count_weights(network->parameters()))},
                        {"learnt", dln::value_of(history.epochs.back().metrics, "accuracy")},
                        {"held out",
                         dln::accuracy(dln::classify(answer()), data.others.labels)}},
            .timed = {{"µs an image", [answer] { answer(); },
                       1e6 / static_cast<double>(data.others.size()), 3}}};
      }};
}
// [Train a variant from one start]

const std::vector<dln::program::Compared> shares = {
    {"learnt", "{:.1%}"}, {"held out", "{:.1%}", dln::program::Spread::range}};

/** How far three layers without ReLUs are from the one filter that they amount to, of the
 * largest output. */
double collapse(const Random& random) {
  constexpr std::size_t channels = 4,
                        reach = 6;  // a stack of three sees three pixels in every direction
  Network stack;
  for (const std::size_t layer : {0, 1, 2})
    stack.add<dln::Conv2d<float>>(dln::conv::square(channels, channels, 3, 3), dln::he<float>(),
                                  random.split(layer));
  Network one;
  auto& filter = one.add<dln::Conv2d<float>>(dln::conv::square(channels, channels, 7, 7),
                                             dln::he<float>(), random.split(3));
  // [Read the large filter off the answer to a single pixel]
  Tensor<float>& weight = filter.weight().value;  // K x C x 7 x 7
  for (std::size_t c = 0; c < channels; ++c) {
    Tensor<float> pixel({1, channels, 2 * reach + 1, 2 * reach + 1});
    pixel.image(0)(reach, reach, c) = 1;
    const Tensor<float> answer =
        dln::predict(stack, pixel);  // 1 x K x 7 x 7: the filter, turned by half a turn
    for (std::size_t k = 0; k < channels; ++k)
      for (std::size_t i = 0; i < 49; ++i)
        weight[(k * channels + c) * 49 + i] = answer[k * 49 + 48 - i];
  }
  // [Read the large filter off the answer to a single pixel]
  Tensor<float> image({1, channels, 28, 28});
  Random pixels = random.split(4);
  image.values().imbue([&] { return static_cast<float>(pixels.normal()); });
  const arma::fvec three = dln::predict(stack, image).values(),
                   single = dln::predict(one, image).values();
  return static_cast<double>(arma::abs(three - single).max() / arma::abs(three).max());
}

}  // namespace

Report swap_relu_and_pooling(const Options& options) {
  Tensor<float> x({32, 32, 56, 56});
  Random random = Random(options.seed).split(41);
  x.values().imbue([&] { return static_cast<float>(random.normal()); });
  const dln::ReLU<float> relu;
  const dln::MaxPool2d<float> pool;
  // [Swap ReLU and max pooling]
  const auto chain = [&](const dln::Layer<float>& first, const dln::Layer<float>& second) {
    dln::Pass<float> pass(dln::Mode::test, Random(0));
    return second.forward(first.forward(x, pass), pass);
  };
  const Tensor<float> before = chain(relu, pool);
  const Tensor<float> after = chain(pool, relu);
  // [Swap ReLU and max pooling]
  const double ratio = dln::program::median_seconds(9, [&] { chain(relu, pool); }) /
                       dln::program::median_seconds(9, [&] { chain(pool, relu); });
  const auto difference =
      static_cast<double>(arma::abs(before.values() - after.values()).max());
  Report report;
  report.say(
      fmt::format("ReLU before or after 2x2 max pooling: largest difference {:g}. ReLU first "
                  "takes {:.2f} times "
                  "as long.",
                  difference, ratio));
  report.note("relu_order_difference", difference);
  report.note("relu_order_time_ratio", ratio);
  return report;
}

Report compare_pooling(const Images& images, const Options& options) {
  const std::size_t channels = images.train.images.shape().channels;
  const Division data = divide(images, options);
  // [Build one network with any pooling]
  using Add = std::function<void(Network&)>;
  const auto variant = [&](const std::string& name, const Add& pool, std::size_t stride = 1) {
    const auto build = [=](Network& network, const dln::Shape&, const Random& random) {
      std::size_t from = channels;
      for (const std::size_t filters : {16, 32}) {
        add_convolution(network, from, filters, 3, random.split(filters), stride);
        network.add<dln::ReLU<float>>();
        pool(network);
        from = filters;
      }
    };
    return variant_of(name, build, data, options);
  };
  const auto max = [](std::size_t size, std::size_t stride) {
    return [=](Network& n) { n.add<dln::MaxPool2d<float>>(Pooling::square(size, stride)); };
  };
  // [Build one network with any pooling]
  const Add lrn = [](Network& n) { n.add<dln::LocalResponseNorm<float>>(); };
  const std::vector<Variant> variants = {
      variant("none", [](Network&) {}),
      variant("max 2x2", max(2, 2)),
      variant("max 3x3, stride 2", max(3, 2)),
      variant("max 3x3", max(3, 3)),
      variant("max 4x4", max(4, 4)),
      variant("average 2x2",
              [](Network& n) { n.add<dln::AvgPool2d<float>>(Pooling::square(2, 2)); }),
      variant(
          "stride 2 instead", [](Network&) {}, 2),
      variant("LRN instead", lrn),
      variant("LRN, then max 2x2", [&](Network& n) { lrn(n), max(2, 2)(n); })};
  const auto comparison =
      dln::program::compare("pooling", variants, options, options.choose<std::size_t>(3, 1));
  Report report;
  report.say(fmt::format("{} images to learn from, {} held out:", data.few.size(),
                         data.others.size()));
  auto columns = shares;
  columns.insert(columns.begin(), {{"parameters", "{:.0f}"}, {"µs an image", "{:.0f}"}});
  report.append(comparison.report("pooling", columns));
  report.note("variant_training_images", data.few.size());
  report.note("variant_held_out_images", data.others.size());
  return report;
}

Report compare_filters(const Images& images, const Options& options) {
  const std::size_t channels = images.train.images.shape().channels;
  const Division data = divide(images, options);
  constexpr std::size_t base = 16;
  const auto weights_of = [](std::size_t width) {
    return 9 * (base * width + width * width + width * base);
  };
  constexpr std::size_t large = 49 * base * base;
  std::size_t wide = base;
  while (weights_of(wide + 1) <= large) ++wide;
  // [Replace one large filter by three small ones]
  const auto variant = [&](const std::string& name, const std::vector<std::size_t>& widths,
                           std::size_t kernel, bool relu) {
    const auto build = [=](Network& network, const dln::Shape&, const Random& random) {
      add_convolution(network, channels, base, 3, random.split(0));
      network.add<dln::ReLU<float>>();
      network.add<dln::MaxPool2d<float>>();
      std::size_t from = base;
      for (std::size_t i = 0; i < widths.size(); ++i) {
        add_convolution(network, from, widths[i], kernel, random.split(i + 1));
        if (relu || i + 1 == widths.size()) network.add<dln::ReLU<float>>();
        from = widths[i];
      }
      network.add<dln::MaxPool2d<float>>();
    };
    return variant_of(name, build, data, options);
  };
  // [Replace one large filter by three small ones]
  const std::vector<Variant> variants = {
      variant("one 7x7", {base}, 7, true),
      variant("three 3x3, as wide", {base, base, base}, 3, true),
      variant("three 3x3, as many weights", {wide, wide, base}, 3, true),
      variant("three 3x3, no ReLU between", {base, base, base}, 3, false)};
  const auto comparison =
      dln::program::compare("filters", variants, options, options.choose<std::size_t>(3, 1));
  const std::size_t widths[] = {base, base, wide, base};
  const std::size_t weights[] = {large, weights_of(base), weights_of(wide), weights_of(base)};
  Table table({{"layers"},
               {"width"},
               {"weights"},
               {"learnt", "{:.1%}"},
               {"held out", "{:.1%}"},
               {"held out lowest", "{:.1%}"},
               {"held out highest", "{:.1%}"}});
  for (std::size_t v = 0; v < variants.size(); ++v) {
    const auto held_out = comparison.of(variants[v].name, "held out");
    table.add({variants[v].name, widths[v], weights[v],
               comparison.of(variants[v].name, "learnt").mean, held_out.mean, held_out.lowest,
               held_out.highest});
  }
  const double difference = collapse(Random(options.seed).split(42));
  Report report;
  report.say("The same network with one large filter or three small ones:");
  report.table("small-filters", table);
  report.say(fmt::format(
      "Three 3x3 layers without ReLUs and their one 7x7 filter differ by {:.1g} of the largest "
      "output.",
      difference));
  report.note("collapse_difference", difference);
  return report;
}

}  // namespace chapter

#include <fmt/format.h>

#include <limits>
#include <mutex>

#include "dln/core/threads.hpp"
#include "dln/layers/avg_pool2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/local_response_norm.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/relu.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "experiments.hpp"
#include "program/interrupt.hpp"
#include "program/progress.hpp"

namespace chapter {

using dln::Dataset;
using dln::Pooling;
using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Results;
using dln::program::seconds_of;
using dln::program::Table;

namespace {

using Network = dln::Sequential<float>;

/** A network to be compared: its name, and what builds it for images of a shape. */
struct Variant {
  std::string name;
  std::function<void(Network&, const dln::Shape& image, const Random&)> build;
};

/** What training a variant several times came to. */
struct Outcome {
  std::size_t parameters = 0;
  double train = 0, held_out = 0, lowest = 1, highest = 0;
  double seconds = std::numeric_limits<double>::infinity();  ///< for the held-out images, at best
};

void add_convolution(Network& network, std::size_t channels, std::size_t filters, std::size_t kernel,
                     const Random& random, std::size_t stride = 1) {
  network.add<dln::Conv2d<float>>(dln::conv::square(channels, filters, kernel, kernel, stride, kernel / 2),
                                  dln::he<float>(), random);
}

void add_classifier(Network& network, const dln::Shape& image, std::size_t classes, const Random& random) {
  network.add<dln::Flatten<float>>();
  network.add<dln::Dense<float>>(network.output_shape(image).features(), classes, dln::he<float>(), random);
}

/** Few images to learn from, so that over-fitting shows, and all the others to see it on. */
struct Division {
  Dataset<float> few, others;
};

Division divide(const Images& images, const Options& options) {
  const std::size_t few = std::min<std::size_t>(options.choose<std::size_t>(250, 100), images.train.size() / 2);
  const arma::uvec order = Random(options.seed).split(40).permutation(images.train.size());
  const std::size_t others = std::min<std::size_t>(images.train.size() - few, options.choose<std::size_t>(1000, 200));
  return {images.train.pick(order.head(few)), images.train.pick(order.subvec(few, few + others - 1))};
}

// [Train every variant from several starts]
std::vector<Outcome> train_all(const std::vector<Variant>& variants, const Division& data, const Options& options) {
  const std::size_t starts = options.choose<std::size_t>(3, 1);
  const dln::Shape image = data.few.images.shape();
  std::vector<Outcome> outcomes(variants.size());
  std::mutex mutex;
  dln::program::ProgressBar bar("variants", variants.size() * starts);
  std::size_t done = 0;
  dln::parallel_for(variants.size() * starts, [&](std::size_t job) {
    const std::size_t variant = job / starts;
    const Random random = Random(options.seed).split(50 + job % starts);
    Network network;
    variants[variant].build(network, image, random);
    add_classifier(network, image, data.few.classes(), random.split(99));
    dln::Adam<float> optimizer(2e-3F);
    const dln::History history = dln::train<float>(
        network, dln::SoftmaxCrossEntropy<float>(), nullptr, optimizer, data.few, data.others.pick({}),
        {.epochs = options.choose<std::size_t>(10, 3),
         .batch_size = 32,
         .seed = options.seed + job % starts,
         .callback = [](const dln::Progress&) { return !dln::program::interrupted(); }});
    Tensor<float> scores;
    const double seconds = seconds_of([&] { scores = dln::predict(network, data.others.images); });
    const double held_out = dln::accuracy(dln::classify(scores), data.others.labels);
    const std::lock_guard lock(mutex);
    Outcome& outcome = outcomes[variant];
    outcome.parameters = 0;
    for (const auto* parameter : network.parameters()) outcome.parameters += parameter->value.size();
    outcome.train += history.epochs.empty() ? 0 : history.epochs.back().train_accuracy / static_cast<double>(starts);
    outcome.held_out += held_out / static_cast<double>(starts);
    outcome.lowest = std::min(outcome.lowest, held_out);
    outcome.highest = std::max(outcome.highest, held_out);
    outcome.seconds = std::min(outcome.seconds, seconds);
    bar.show(++done);
  });
  if (dln::program::interrupted()) throw dln::program::Interrupted();
  return outcomes;
}
// [Train every variant from several starts]

/** How far three layers without ReLUs are from the one filter that they amount to, of the largest output. */
double collapse(const Random& random) {
  constexpr std::size_t channels = 4, reach = 6;  // a stack of three sees three pixels in every direction
  Network stack;
  for (const std::size_t layer : {0, 1, 2})
    stack.add<dln::Conv2d<float>>(dln::conv::square(channels, channels, 3, 3), dln::he<float>(), random.split(layer));
  Network one;
  auto& filter =
      one.add<dln::Conv2d<float>>(dln::conv::square(channels, channels, 7, 7), dln::he<float>(), random.split(3));
  // [Read the large filter off the answer to a single pixel]
  Tensor<float>& weight = filter.weight().value;  // K x C x 7 x 7
  for (std::size_t c = 0; c < channels; ++c) {
    Tensor<float> pixel({1, channels, 2 * reach + 1, 2 * reach + 1});
    pixel.image(0)(reach, reach, c) = 1;
    const Tensor<float> answer = dln::predict(stack, pixel);  // 1 x K x 7 x 7: the filter, turned by half a turn
    for (std::size_t k = 0; k < channels; ++k)
      for (std::size_t i = 0; i < 49; ++i) weight[(k * channels + c) * 49 + i] = answer[k * 49 + 48 - i];
  }
  // [Read the large filter off the answer to a single pixel]
  Tensor<float> image({1, channels, 28, 28});
  Random pixels = random.split(4);
  image.values().imbue([&] { return static_cast<float>(pixels.normal()); });
  const arma::fvec three = dln::predict(stack, image).values(), single = dln::predict(one, image).values();
  return static_cast<double>(arma::abs(three - single).max() / arma::abs(three).max());
}

}  // namespace

void show_relu_order(const Options& options, Results& results) {
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
  std::vector<double> relu_first, relu_last;
  for (int i = 0; i < 9; ++i) {
    relu_first.push_back(seconds_of([&] { chain(relu, pool); }));
    relu_last.push_back(seconds_of([&] { chain(pool, relu); }));
  }
  const double ratio = arma::median(arma::vec(relu_first)) / arma::median(arma::vec(relu_last));
  results.note("relu_order_difference", static_cast<double>(arma::abs(before.values() - after.values()).max()));
  results.note("relu_order_time_ratio", ratio);
  fmt::print("ReLU before or after 2x2 max pooling: largest difference {:g}.\nReLU first takes {:.2f} times as long.\n",
             static_cast<double>(arma::abs(before.values() - after.values()).max()), ratio);
}

void show_pooling(const Images& images, const Options& options, Results& results) {
  const std::size_t channels = images.train.images.shape().channels;
  // [Build one network with any pooling]
  using Add = std::function<void(Network&)>;
  const auto variant = [&](const std::string& name, const Add& pool, std::size_t stride = 1) {
    return Variant{name, [=](Network& network, const dln::Shape&, const Random& random) {
                     std::size_t from = channels;
                     for (const std::size_t filters : {16, 32}) {
                       add_convolution(network, from, filters, 3, random.split(filters), stride);
                       network.add<dln::ReLU<float>>();
                       pool(network);
                       from = filters;
                     }
                   }};
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
      variant("average 2x2", [](Network& n) { n.add<dln::AvgPool2d<float>>(Pooling::square(2, 2)); }),
      variant(
          "stride 2 instead", [](Network&) {}, 2),
      variant("LRN instead", lrn),
      variant("LRN, then max 2x2", [&](Network& n) { lrn(n), max(2, 2)(n); })};
  const Division data = divide(images, options);
  const auto outcomes = train_all(variants, data, options);
  Table table({{"pooling"},
               {"parameters"},
               {"µs an image", "{:.0f}"},
               {"learnt", "{:.1f} %"},
               {"held out", "{:.1f} %"},
               {"worst", "{:.1f} %"},
               {"best", "{:.1f} %"}});
  for (std::size_t v = 0; v < variants.size(); ++v)
    table.add({variants[v].name, outcomes[v].parameters,
               1e6 * outcomes[v].seconds / static_cast<double>(data.others.size()), 100 * outcomes[v].train,
               100 * outcomes[v].held_out, 100 * outcomes[v].lowest, 100 * outcomes[v].highest});
  results.write("pooling", table);
  results.note("variant_training_images", data.few.size());
  results.note("variant_held_out_images", data.others.size());
  results.note("no_pooling_held_out", outcomes[0].held_out);
  results.note("max_pooling_held_out", outcomes[1].held_out);
  results.note("overlapping_pooling_held_out", outcomes[2].held_out);
  results.note("average_pooling_held_out", outcomes[5].held_out);
  results.note("lrn_held_out", outcomes[7].held_out);
  results.note("lrn_and_max_pooling_held_out", outcomes[8].held_out);
  fmt::print("{} images to learn from, {} held out:\n{}", data.few.size(), data.others.size(), table.text());
}

void show_small_filters(const Images& images, const Options& options, Results& results) {
  const std::size_t channels = images.train.images.shape().channels;
  constexpr std::size_t base = 16;
  const auto weights_of = [](std::size_t width) { return 9 * (base * width + width * width + width * base); };
  constexpr std::size_t large = 49 * base * base;
  std::size_t wide = base;
  while (weights_of(wide + 1) <= large) ++wide;
  // [Replace one large filter by three small ones]
  const auto variant = [&](const std::string& name, const std::vector<std::size_t>& widths, std::size_t kernel,
                           bool relu) {
    return Variant{name, [=](Network& network, const dln::Shape&, const Random& random) {
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
                   }};
  };
  // [Replace one large filter by three small ones]
  const std::vector<Variant> variants = {variant("one 7x7", {base}, 7, true),
                                         variant("three 3x3, as wide", {base, base, base}, 3, true),
                                         variant("three 3x3, as dear", {wide, wide, base}, 3, true),
                                         variant("three 3x3, no ReLU between", {base, base, base}, 3, false)};
  const auto outcomes = train_all(variants, divide(images, options), options);
  const std::size_t weights[] = {large, weights_of(base), weights_of(wide), weights_of(base)};
  Table table({{"layers"},
               {"width"},
               {"weights"},
               {"learnt", "{:.1f} %"},
               {"held out", "{:.1f} %"},
               {"worst", "{:.1f} %"},
               {"best", "{:.1f} %"}});
  for (std::size_t v = 0; v < variants.size(); ++v)
    table.add({variants[v].name, v == 2 ? wide : base, weights[v], 100 * outcomes[v].train, 100 * outcomes[v].held_out,
               100 * outcomes[v].lowest, 100 * outcomes[v].highest});
  results.write("small-filters", table);
  results.note("large_filter_held_out", outcomes[0].held_out);
  results.note("small_filters_held_out", outcomes[1].held_out);
  results.note("small_filters_linear_held_out", outcomes[3].held_out);
  const double difference = collapse(Random(options.seed).split(42));
  results.note("collapse_difference", difference);
  fmt::print("{}Three 3x3 layers without ReLUs and their one 7x7 filter differ by {:.0e} of the\nlargest output.\n",
             table.text(), difference);
}

}  // namespace chapter

#include "dln/layers/dense.hpp"

#include <fmt/format.h>

#include "dln/layers/flatten.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/relu.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Report;
using dln::program::seconds_of;

namespace {

constexpr std::size_t crop = 224, whole = 384, stride = 32, classes = 10;
constexpr std::size_t crops_a_side = (whole - crop) / stride + 1;  // 6

/** Five stages that each halve the image: 2x2 filters two apart, or padded 3x3 filters and
 * pooling. */
void add_trunk(dln::Sequential<float>& network, bool padded, const Random& random) {
  std::size_t channels = 3;
  for (const std::size_t filters : {8, 16, 32, 32, 64}) {
    if (padded) {
      network.add<dln::Conv2d<float>>(dln::conv::square(channels, filters, crop, 3, 1, 1),
                                      dln::he<float>(), random.split(filters + channels));
      network.add<dln::MaxPool2d<float>>();
    } else {
      network.add<dln::Conv2d<float>>(dln::conv::square(channels, filters, crop, 2, 2),
                                      dln::he<float>(), random.split(filters + channels));
    }
    network.add<dln::ReLU<float>>();
    channels = filters;
  }
}

/** The crop whose corner is at (row, column) times the stride. */
Tensor<float> cut(const Tensor<float>& image, std::size_t row, std::size_t column) {
  Tensor<float> part({1, 3, crop, crop});
  part.image(0) =
      image.image(0)(arma::span(column * stride, column * stride + crop - 1),
                     arma::span(row * stride, row * stride + crop - 1), arma::span::all);
  return part;
}

struct Comparison {
  double difference = 0;  ///< the largest, as a share of the largest score
  double one_by_one = 0;  ///< seconds for 36 crops
  double at_once = 0;     ///< seconds for the whole image
};

Comparison compare(const Tensor<float>& image, bool padded, const Random& random) {
  dln::Sequential<float> classifier;
  add_trunk(classifier, padded, random);
  classifier.add<dln::Flatten<float>>();
  auto& dense =
      classifier.add<dln::Dense<float>>(64 * 7 * 7, classes, dln::he<float>(), random.split(1));

  // [Turn the fully connected layer into a convolution]
  dln::Sequential<float> slider;
  add_trunk(slider, padded, random);
  auto& convolution = slider.add<dln::Conv2d<float>>(dln::conv::square(64, classes, 7, 7),
                                                     dln::he<float>(), Random(0));
  convolution.weight().value = dense.weight().value.reshaped({classes, 64, 7, 7});
  convolution.bias().value = dense.bias().value;
  // [Turn the fully connected layer into a convolution]

  Comparison result;
  arma::fcube one_by_one(crops_a_side, crops_a_side, classes);
  result.one_by_one = seconds_of([&] {
    for (std::size_t row = 0; row < crops_a_side; ++row)
      for (std::size_t column = 0; column < crops_a_side; ++column)
        one_by_one.tube(column, row) =
            dln::predict(classifier, cut(image, row, column)).values();
  });
  Tensor<float> map;  // 1 x 10 x 6 x 6
  result.at_once = seconds_of([&] { map = dln::predict(slider, image); });
  result.difference = static_cast<double>(arma::abs(map.image(0) - one_by_one).max() /
                                          arma::abs(one_by_one).max());
  return result;
}

}  // namespace

Report slide_dense_layer(const Options& options) {
  const Random random = Random(options.seed).split(30);
  Tensor<float> image({1, 3, whole, whole});
  Random pixels = random.split(0);
  image.values().imbue([&] { return static_cast<float>(pixels.normal()); });
  compare(image, false, random);  // once before the clock runs
  const Comparison plain = compare(image, false, random);
  const Comparison padded = compare(image, true, random);
  Report report;
  report.say(fmt::format(
      "{0} crops of {1} × {1} pixels, {2} apart, out of {3} × {3}; at once against one by one:",
      crops_a_side * crops_a_side, crop, stride, whole));
  dln::program::Table table({{"network"},
                             {"times as fast as crop by crop", "{:.1f}"},
                             {"largest difference of scores", "{:.0e}"}});
  table.add({"without padding inside", plain.one_by_one / plain.at_once, plain.difference});
  table.add({"with padding inside", padded.one_by_one / padded.at_once, padded.difference});
  report.table("crops", table);
  report.note("crops_at_once", crops_a_side * crops_a_side);
  return report;
}

}  // namespace chapter

#include <fmt/format.h>

#include "dln/core/error.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Tensor;
using dln::conv::Geometry;
using dln::conv::square;
using dln::program::Report;
using dln::program::Table;

namespace {

/** One grey image: the mean of its channels. */
Tensor<float> grey(const Tensor<float>& images, std::size_t example) {
  const dln::Shape& shape = images.shape();
  Tensor<float> one({1, 1, shape.height, shape.width});
  one.image(0).slice(0) = arma::mean(images.image(example), 2);
  return one;
}

// [Slide one filter over one image]
arma::fmat slide(const arma::fmat& image, const arma::fmat& filter) {
  arma::fmat map(image.n_rows - filter.n_rows + 1, image.n_cols - filter.n_cols + 1);
  for (arma::uword q = 0; q < map.n_cols; ++q)
    for (arma::uword p = 0; p < map.n_rows; ++p)
      map(p, q) = arma::accu(filter % image.submat(p, q, arma::size(filter)));
  return map;
}
// [Slide one filter over one image]

/** Slides 3 x 3 filters over a grey image in a frame of zeros, so that it keeps its size. */
Tensor<float> slide(const Tensor<float>& image, const Tensor<float>& filters) {
  const arma::fmat pixels = image.image(0).slice(0);
  arma::fmat framed = arma::zeros<arma::fmat>(pixels.n_rows + 2, pixels.n_cols + 2);
  framed.submat(1, 1, arma::size(pixels)) = pixels;
  Tensor<float> maps({1, filters.shape().examples, image.shape().height, image.shape().width});
  for (std::size_t k = 0; k < filters.shape().examples; ++k)
    maps.image(0).slice(k) = slide(framed, arma::fmat(filters.image(k).slice(0)));
  return maps;
}

}  // namespace

Report slide_by_hand(const Images& images) {
  const Tensor<float> image = grey(images.test.images, 0);
  // [Write three filters by hand]
  const Tensor<float> filters(
      {3, 1, 3, 3}, {-1, 0,  1,  -2, 0, 2, -1, 0, 1,    // brighter to the right
                     -1, -2, -1, 0,  0, 0, 1,  2, 1,    // brighter below
                     1,  1,  1,  1,  1, 1, 1,  1, 1});  // the sum of the neighbourhood
  const Tensor<float> maps = slide(image, filters);
  // [Write three filters by hand]
  Report report;
  Tensor<float> pictures({4, 1, image.shape().height, image.shape().width});
  pictures.image(0) = image.image(0);
  for (std::size_t k = 0; k < 3; ++k) pictures.image(k + 1).slice(0) = maps.image(0).slice(k);
  report.pictures("edges", pictures,
                  {"the image", "brighter to the right", "brighter below", "sum of 3 × 3"});

  // [Turn the filters by half a turn]
  Tensor<float> turned = filters;
  for (std::size_t k = 0; k < 3; ++k)
    turned.image(k).slice(0) = arma::reverse(arma::reverse(filters.image(k).slice(0), 0), 1);
  // [Turn the filters by half a turn]
  const Tensor<float> convolved = slide(image, turned);
  const auto largest = [](const arma::fmat& difference) {
    return static_cast<double>(arma::abs(difference).max());
  };
  const double edge = largest(convolved.image(0).slice(0) + maps.image(0).slice(0));
  const double sum = largest(convolved.image(0).slice(2) - maps.image(0).slice(2));
  report.say(fmt::format(
      "Three filters by hand on a test image. Turned by half a turn, the edge filters give the "
      "opposite (within {:g}), and the sum stays what it was (within {:g}).",
      edge, sum));
  report.note("turned_edge_difference", edge);
  report.note("turned_sum_difference", sum);
  return report;
}

Report compute_sizes() {
  struct Case {
    std::size_t side, filter, padding, stride;
    const char* where;
  };
  const Case cases[] = {{7, 3, 0, 1, "plain"},
                        {7, 3, 1, 1, "padded by (3 - 1)/2"},
                        {7, 3, 0, 2, "every second place"},
                        {7, 3, 0, 3, "does not fit"},
                        {10, 3, 0, 2, "does not fit"},
                        {8, 4, 1, 1, "an even filter"},
                        {227, 11, 0, 4, "AlexNet's first layer"},
                        {224, 11, 0, 4, "as its paper prints it"},
                        {224, 3, 1, 1, "VGG, all layers"},
                        {224, 7, 3, 2, "ResNet's first layer"}};
  Table table({{"W"},
               {"F"},
               {"P"},
               {"S"},
               {"formula", "{:.4g}"},
               {"output"},
               {"left over"},
               {"where"}});
  for (const Case& c : cases) {
    // [Compute the size of the output]
    const Geometry g = square(1, 1, c.side, c.filter, c.stride, c.padding);
    const double exact =
        1 + (static_cast<double>(c.side + 2 * c.padding) - static_cast<double>(c.filter)) /
                static_cast<double>(c.stride);
    const std::size_t output = dln::conv::output_width(g);
    const std::size_t left_over = c.side + 2 * c.padding - ((output - 1) * c.stride + c.filter);
    // [Compute the size of the output]
    table.add({c.side, c.filter, c.padding, c.stride, exact, output, left_over, c.where});
  }
  Report report;
  report.say("W pixels, a filter of F, padding P, stride S:");
  report.table("sizes", table);
  try {
    dln::conv::output_width(square(1, 1, 5, 7));
  } catch (const dln::Error& error) {
    report.say(fmt::format("And a filter of 7 on 5 pixels: {}", error.what()));
    report.note("impossible_size", error.what());
  }
  return report;
}

Report count_weights() {
  // [Count weights with and without sharing]
  const Geometry g = square(3, 96, 227, 11, 4);
  const std::size_t neurons = dln::conv::output_size(g);  // 96 x 55 x 55
  const std::size_t each =
      g.channels * g.kernel_height * g.kernel_width + 1;  // weights and a bias
  const std::size_t shared = dln::conv::parameters(g);
  // [Count weights with and without sharing]
  Report report;
  report.say(
      fmt::format("AlexNet's first layer: {} neurons of {} parameters, {} in all; shared: {}.",
                  neurons, each, neurons * each, shared));
  report.note("alexnet_neurons", neurons);
  report.note("alexnet_parameters_unshared", neurons * each);
  report.note("alexnet_parameters_shared", shared);

  Table table({{"layer"},
               {"output"},
               {"parameters"},
               {"M multiply-adds", "{:.1f}"},
               {"MFLOP", "{:.1f}"}});
  const auto add = [&](const char* name, const Geometry& layer) {
    table.add({name,
               fmt::format("{}x{}x{}", layer.filters, dln::conv::output_height(layer),
                           dln::conv::output_width(layer)),
               dln::conv::parameters(layer), dln::conv::multiply_adds(layer, 1) / 1e6,
               dln::conv::flops(layer, 1) / 1e6});
  };
  add("AlexNet, first, 11x11", g);
  add("VGG, first, 3x3", square(3, 64, 224, 3, 1, 1));
  add("VGG, second, 3x3", square(64, 64, 224, 3, 1, 1));
  add("VGG, last, 3x3", square(512, 512, 14, 3, 1, 1));
  add("VGG, 7x7 at the end", square(512, 4096, 7, 7));
  add("1x1, 256 to 64", square(256, 64, 56, 1));
  report.say("What layers weigh and cost:");
  report.table("costs", table);
  return report;
}

}  // namespace chapter

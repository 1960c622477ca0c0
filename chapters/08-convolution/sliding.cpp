#include <fmt/format.h>

#include "dln/conv/naive.hpp"
#include "dln/core/error.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Tensor;
using dln::conv::Geometry;
using dln::conv::square;
using dln::program::Results;
using dln::program::Table;

namespace {

/** One grey image: the mean of its channels. */
Tensor<float> grey(const Tensor<float>& images, std::size_t example) {
  const dln::Shape& shape = images.shape();
  Tensor<float> one({1, 1, shape.height, shape.width});
  one.image(0).slice(0) = arma::mean(images.image(example), 2);
  return one;
}

/** Slides 3 x 3 filters over a grey image, padded so that it keeps its size. */
Tensor<float> slide(const Tensor<float>& image, const Tensor<float>& filters) {
  const Geometry g = {.height = image.shape().height,
                      .width = image.shape().width,
                      .filters = filters.shape().examples,
                      .kernel_height = 3,
                      .kernel_width = 3,
                      .padding_top = 1,
                      .padding_bottom = 1,
                      .padding_left = 1,
                      .padding_right = 1};
  Tensor<float> maps({1, g.filters, g.height, g.width});
  dln::conv::naive::forward<float>(g, 1, image.data(), filters.data(), nullptr, maps.data());
  return maps;
}

}  // namespace

void show_definition(const Images& images, Results& results) {
  const Tensor<float> image = grey(images.test.images, 0);
  // [Write three filters by hand]
  const Tensor<float> filters({3, 1, 3, 3}, {-1, 0,  1,  -2, 0, 2, -1, 0, 1,    // brighter to the right
                                             -1, -2, -1, 0,  0, 0, 1,  2, 1,    // brighter below
                                             1,  1,  1,  1,  1, 1, 1,  1, 1});  // the sum of the neighbourhood
  const Tensor<float> maps = slide(image, filters);
  // [Write three filters by hand]
  arma::mat pictures(4, image.size());
  pictures.row(0) = arma::conv_to<arma::rowvec>::from(image.values().t());
  for (std::size_t k = 0; k < 3; ++k)
    pictures.row(k + 1) = arma::conv_to<arma::rowvec>::from(arma::vectorise(maps.image(0).slice(k)).t());
  results.write("edges", pictures);

  // [Turn the filters by half a turn]
  Tensor<float> turned = filters;
  for (std::size_t k = 0; k < 3; ++k)
    turned.image(k).slice(0) = arma::reverse(arma::reverse(filters.image(k).slice(0), 0), 1);
  // [Turn the filters by half a turn]
  const Tensor<float> convolved = slide(image, turned);
  const auto largest = [](const arma::fmat& difference) { return static_cast<double>(arma::abs(difference).max()); };
  const double edge = largest(convolved.image(0).slice(0) + maps.image(0).slice(0));
  const double sum = largest(convolved.image(0).slice(2) - maps.image(0).slice(2));
  results.note("turned_edge_difference", edge);
  results.note("turned_sum_difference", sum);
  fmt::print(
      "Three filters by hand on a test image. Turned by half a turn, the edge filters\n"
      "give the opposite (within {:g}), and the sum stays what it was (within {:g}).\n",
      edge, sum);
}

void show_sizes(Results& results) {
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
  Table table({{"W"}, {"F"}, {"P"}, {"S"}, {"formula", "{:.4g}"}, {"output"}, {"left over"}, {"where"}});
  for (const Case& c : cases) {
    // [Compute the size of the output]
    const Geometry g = square(1, 1, c.side, c.filter, c.stride, c.padding);
    const double exact = 1 + (static_cast<double>(c.side + 2 * c.padding) - static_cast<double>(c.filter)) /
                                 static_cast<double>(c.stride);
    const std::size_t output = dln::conv::output_width(g);
    const std::size_t left_over = c.side + 2 * c.padding - ((output - 1) * c.stride + c.filter);
    // [Compute the size of the output]
    table.add({c.side, c.filter, c.padding, c.stride, exact, output, left_over, c.where});
  }
  results.write("sizes", table);
  fmt::print("{}", table.text());
  try {
    dln::conv::output_width(square(1, 1, 5, 7));
  } catch (const dln::Error& error) {
    results.note("impossible_size", error.what());
    fmt::print("And a filter of 7 on 5 pixels:\n{}", dln::program::wrapped(error.what(), 2));
  }
}

void show_sharing(Results& results) {
  // [Count weights with and without sharing]
  const Geometry g = square(3, 96, 227, 11, 4);
  const std::size_t neurons = dln::conv::output_size(g);                       // 96 x 55 x 55
  const std::size_t each = g.channels * g.kernel_height * g.kernel_width + 1;  // weights and a bias
  const std::size_t shared = dln::conv::parameters(g);
  // [Count weights with and without sharing]
  results.note("alexnet_neurons", neurons);
  results.note("alexnet_parameters_unshared", neurons * each);
  results.note("alexnet_parameters_shared", shared);
  fmt::print("AlexNet's first layer: {} neurons of {} parameters, {} in all;\nshared: {}\n", neurons, each,
             neurons * each, shared);

  Table table({{"layer"}, {"output"}, {"parameters"}, {"M multiply-adds", "{:.1f}"}, {"MFLOP", "{:.1f}"}});
  const auto add = [&](const char* name, const Geometry& layer) {
    table.add(
        {name, fmt::format("{}x{}x{}", layer.filters, dln::conv::output_height(layer), dln::conv::output_width(layer)),
         dln::conv::parameters(layer), dln::conv::multiply_adds(layer, 1) / 1e6, dln::conv::flops(layer, 1) / 1e6});
  };
  add("AlexNet, first, 11x11", g);
  add("VGG, first, 3x3", square(3, 64, 224, 3, 1, 1));
  add("VGG, second, 3x3", square(64, 64, 224, 3, 1, 1));
  add("VGG, last, 3x3", square(512, 512, 14, 3, 1, 1));
  add("VGG, 7x7 at the end", square(512, 4096, 7, 7));
  add("1x1, 256 to 64", square(256, 64, 56, 1));
  results.write("costs", table);
  fmt::print("{}", table.text());
}

}  // namespace chapter

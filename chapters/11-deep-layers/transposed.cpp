#include <fmt/format.h>

#include "dln/conv/naive.hpp"
#include "dln/initializers/bilinear.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/conv_transpose2d.hpp"
#include "dln/layers/plain_transposed.hpp"
#include "dln/train/prediction.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

using dln::conv::Geometry;

Tensor<double> drawn(const dln::Shape& shape, Random random) {
  Tensor<double> x(shape);
  x.values().imbue([&] { return random.normal(); });
  return x;
}

/** A convolution without bias as a matrix: its columns are what it makes of each single pixel.
 */
arma::mat matrix_of(const dln::Layer<double>& convolution, const dln::Shape& shape) {
  arma::mat columns;
  for (std::size_t pixel = 0; pixel < shape.features(); ++pixel) {
    Tensor<double> x(shape);
    x[pixel] = 1;
    columns.insert_cols(columns.n_cols, dln::predict(convolution, x).values());
  }
  return columns;
}

/** Half a turn of every filter, without exchanging the channels. */
Tensor<double> half_turn(const Tensor<double>& weight) {
  Tensor<double> turned(weight.shape());
  for (std::size_t k = 0; k < weight.shape().examples; ++k)
    for (std::size_t c = 0; c < weight.shape().channels; ++c)
      turned.image(k).slice(c) = arma::flipud(arma::fliplr(weight.image(k).slice(c)));
  return turned;
}

/** The filters with the channels exchanged, and not turned. */
Tensor<double> exchanged(const Tensor<double>& weight) {
  return half_turn(dln::plain::turn(weight, 1));
}

Table ways_table(const Random& random) {
  const Geometry turned_round = dln::conv::square(3, 3, 0, 3, 2, 1);
  dln::ConvTranspose2d<double> layer(turned_round, dln::he<double>(), random.split(1), {1, 1});
  const Tensor<double> x = drawn({1, 3, 4, 4}, random.split(2));
  const Tensor<double> y = dln::predict(layer, x), weight = layer.weight().value;
  const Geometry g = layer.geometry(x.shape());
  dln::Conv2d<double> convolution(g, dln::constant<double>(0), random);
  convolution.weight().value = weight;
  Table table({{"computed as"}, {"largest difference", "{:.1e}"}});
  const auto add = [&](const char* way, const arma::vec& values) {
    const arma::vec difference = arma::abs(values - y.values());
    table.add({way, difference.max()});
  };
  // [Transpose the convolution's matrix]
  const arma::mat M = matrix_of(convolution, y.shape());
  const arma::vec transposed = M.t() * x.values();
  // [Transpose the convolution's matrix]
  add("transposed matrix", transposed);
  Tensor<double> spread(y.shape());
  dln::conv::naive::backward_data(g, 1, x.data(), weight.data(), spread.data());
  add("the convolution's plain backward pass", spread.values());
  const auto by_steps = [&](const Tensor<double>& filters) {
    return dln::plain::transposed_convolution(g, x, filters).values();
  };
  add("spread, pad, turn, convolve", by_steps(weight));
  // Turned twice is not turned: so a step is left out by doing it once more.
  add("the same without half a turn", by_steps(half_turn(weight)));
  add("the same without exchanging the channels", by_steps(exchanged(weight)));
  return table;
}

/** The cosine between images and what a convolution and its transpose make of them. */
double likeness_after_undoing(const Random& random) {
  const Geometry g = dln::conv::square(1, 4, 8, 3, 2, 1);
  dln::Conv2d<double> convolution(g, dln::he<double>(), random.split(3));
  dln::ConvTranspose2d<double> transposed(g, dln::he<double>(), random.split(3), {1, 1});
  const Tensor<double> x = drawn({20, 1, 8, 8}, random.split(4));
  const Tensor<double> back = dln::predict(transposed, dln::predict(convolution, x));
  return arma::norm_dot(x.values(), back.values());
}

/** Images side by side, from what goes in to what comes out. */
void add_steps(Report& report, const std::string& name, const Geometry& turned_round) {
  dln::ConvTranspose2d<double> layer(turned_round, dln::constant<double>(0), Random(1));
  Tensor<double>& weight = layer.weight().value;
  for (std::size_t i = 0; i < weight.size(); ++i)
    weight[i] = 0.2 + 0.1 * static_cast<double>(i);
  Tensor<double> x({1, 1, 3, 3}, {1, 0.2, 0.4, 0.3, 0.8, 0.1, 0.6, 0.2, 0.9});
  const Geometry g = layer.geometry(x.shape());
  const auto border = static_cast<std::ptrdiff_t>(g.kernel_height - 1 - g.padding_top);
  const Tensor<double> zeros = dln::plain::spread(x, g.stride_height, g.stride_width);
  const std::vector<std::pair<std::string, Tensor<double>>> steps = {
      {"given", x},
      {"spread and padded", dln::plain::pad(zeros, {border, border, border, border})},
      {"filter, turned", dln::plain::turn(weight, 1)},
      {"convolved", dln::predict(layer, x)}};
  Table table({{"step"}, {"row"}, {"column"}, {"value"}});
  for (const auto& [step, image] : steps)
    for (std::size_t i = 0; i < image.shape().height; ++i)
      for (std::size_t j = 0; j < image.shape().width; ++j)
        table.add({step, i, j, image.image(0)(j, i, 0)});
  report.data(name, table);
}

Table sizes_table() {
  Table table(
      {{"height"}, {"kernel"}, {"stride"}, {"convolved to"}, {"left over"}, {"back to"}});
  for (const std::size_t height : {9, 10, 11, 12}) {
    const Geometry g = dln::conv::square(1, 1, height, 3, 3, 0);
    const std::size_t P = dln::conv::output_height(g), left = height - ((P - 1) * 3 + 3);
    const dln::ConvTranspose2d<double> layer(g, dln::he<double>(), Random(1), {left, left});
    table.add({height, std::size_t{3}, std::size_t{3}, P, left,
               layer.output_shape({1, 1, P, P}).height});
  }
  return table;
}

}  // namespace

Report look_at_transposed(const Options& options) {
  const Random random = Random(options.seed).split(10);
  Report report;
  report.say("A transposed convolution of 3 channels, and what else gives the same numbers:");
  report.table("ways", ways_table(random));
  report.say("Heights that a convolution leads to the same one, and the way back:");
  report.table("sizes", sizes_table());
  report.note("undone", likeness_after_undoing(random));
  add_steps(report, "stride-one", dln::conv::square(1, 1, 0, 3));
  add_steps(report, "stride-two", dln::conv::square(1, 1, 0, 3, 2));
  return report;
}

Report count_overlaps(const Options&) {
  Table table({{"kernel and stride"},
               {"fewest"},
               {"most"},
               {"bilinear, lowest", "{:.2f}"},
               {"highest", "{:.2f}"}});
  constexpr std::size_t side = 12;  // of the part that is looked at, away from the border
  const std::vector<std::pair<std::size_t, std::size_t>> kinds = {
      {2, 2}, {3, 2}, {4, 2}, {5, 2}, {3, 3}, {5, 3}, {6, 3}, {4, 1}};
  Tensor<float> counts({kinds.size(), 1, side, side});
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const auto [kernel, stride] = kinds[i];
    const auto inside = [&, size = kernel,
                         step = stride](const dln::Initializer<double>& filter) {
      dln::ConvTranspose2d<double> layer(dln::conv::square(1, 1, 0, size, step), filter,
                                         Random(1));
      const Tensor<double> y = dln::predict(layer, Tensor<double>({1, 1, 30, 30}, 1));
      const arma::mat image = y.image(0).slice(0);
      return arma::mat(image.submat(size, size, arma::size(side, side)));
    };
    // [Count the filters that reach each pixel]
    const arma::mat reached = inside(dln::constant<double>(1));
    // [Count the filters that reach each pixel]
    const arma::mat mixed = inside(dln::bilinear<double>());
    names.push_back(fmt::format("{}x{}, stride {}", kernel, kernel, stride));
    table.add({names.back(), static_cast<std::size_t>(reached.min()),
               static_cast<std::size_t>(reached.max()), mixed.min(), mixed.max()});
    counts.image(i).slice(0) = arma::conv_to<arma::fmat>::from(reached / reached.max());
  }
  Report report;
  report.say(
      "How many filters of a transposed convolution reach a pixel, and what bilinear "
      "filters make of an image of ones:");
  report.table("overlaps", table);
  report.pictures("overlaps-seen", counts, names);
  return report;
}

}  // namespace chapter

#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/relu.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Tensor;
using dln::program::Report;
using dln::program::Table;

namespace {

/** An affine map of the image plane: where the pixel at (x, y), counted from the centre, is
 * taken from. */
struct Move {
  double xx = 1, xy = 0, yx = 0, yy = 1, dx = 0, dy = 0;
};

Move shift(double pixels) { return {.dx = -pixels}; }
Move rotation(double degrees) {
  const double angle = degrees * std::numbers::pi / 180;
  return {std::cos(angle), std::sin(angle), -std::sin(angle), std::cos(angle)};
}
Move scaling(double factor) { return {.xx = 1 / factor, .yy = 1 / factor}; }

// [Move every image]
// Bilinear between pixels; what comes from outside is the nearest pixel of the edge.
Tensor<float> moved(const Tensor<float>& images, const Move& move) {
  const dln::Shape shape = images.shape();
  Tensor<float> result(shape);
  const auto right = static_cast<double>(shape.width - 1),
             bottom = static_cast<double>(shape.height - 1);
  for (std::size_t n = 0; n < shape.examples; ++n) {
    const arma::fcube from = images.image(n);
    arma::fcube to = result.image(n);
    for (std::size_t j = 0; j < shape.height; ++j)
      for (std::size_t i = 0; i < shape.width; ++i) {
        const double x = static_cast<double>(i) - right / 2,
                     y = static_cast<double>(j) - bottom / 2;
        const double u =
            std::clamp(move.xx * x + move.xy * y + move.dx + right / 2, 0.0, right);
        const double v =
            std::clamp(move.yx * x + move.yy * y + move.dy + bottom / 2, 0.0, bottom);
        const auto left = static_cast<std::size_t>(u), top = static_cast<std::size_t>(v);
        const std::size_t next = std::min(left + 1, shape.width - 1),
                          below = std::min(top + 1, shape.height - 1);
        const auto a = static_cast<float>(u - static_cast<double>(left)),
                   b = static_cast<float>(v - static_cast<double>(top));
        for (std::size_t c = 0; c < shape.channels; ++c)
          to(i, j, c) = (1 - b) * ((1 - a) * from(left, top, c) + a * from(next, top, c)) +
                        b * ((1 - a) * from(left, below, c) + a * from(next, below, c));
      }
  }
  return result;
}
// [Move every image]

/** The first layers of the network, up to some point: what they make of images. */
struct Stage {
  std::string name;
  std::size_t stride;  ///< input pixels from one place of the map to the next
  std::function<Tensor<float>(const Tensor<float>&)> maps;
};

double norm(const arma::fmat& difference, const arma::fmat& reference) {
  return std::sqrt(static_cast<double>(arma::accu(arma::square(difference)) /
                                       arma::accu(arma::square(reference))));
}

/**
 * How far maps have changed, away from the border: as they are, and after following the shift.
 */
std::pair<double, double> change(const Tensor<float>& before, const Tensor<float>& after,
                                 std::size_t places) {
  const std::size_t width = before.shape().width, height = before.shape().height;
  const std::size_t border = std::min<std::size_t>(places + 2, width / 2 - 1);
  double still = 0, following = 0;
  for (std::size_t n = 0; n < before.shape().examples; ++n) {
    const arma::fcube a = before.image(n), b = after.image(n);
    const arma::span rows(1, height - 2), here(border, width - 2),
        there(border - places, width - 2 - places);
    const arma::fcube now = b(here, rows, arma::span::all);
    still += norm(arma::vectorise(now - a(here, rows, arma::span::all)), arma::vectorise(now));
    following +=
        norm(arma::vectorise(now - a(there, rows, arma::span::all)), arma::vectorise(now));
  }
  const auto examples = static_cast<double>(before.shape().examples);
  return {still / examples, following / examples};
}

}  // namespace

Report move_images(const ConvNet& net, const Images& images) {
  const Tensor<float> some =
      images.test.images.examples(0, std::min<std::size_t>(images.test.size(), 100));
  const dln::MaxPool2d<float> pool;
  const auto first = [&](const Tensor<float>& x) { return dln::predict(*net.first, x); };
  const std::vector<Stage> stages = {
      {"the image itself", 1, [](const Tensor<float>& x) { return x; }},
      {"convolution", 1, first},
      {"convolution, 2x2 max pooling", 2,
       [&](const Tensor<float>& x) { return dln::predict(pool, first(x)); }}};
  Table table(
      {{"map"}, {"shift by"}, {"changed", "{:.1%}"}, {"after following the shift", "{:.1e}"}});
  for (const Stage& stage : stages)
    for (const std::size_t pixels : {1, 2, 4}) {
      const Tensor<float> after = stage.maps(moved(some, shift(static_cast<double>(pixels))));
      const auto [still, following] = change(stage.maps(some), after, pixels / stage.stride);
      table.add({stage.name, pixels, still, following});
    }
  Report report;
  report.say(
      "How far a shift of the image changes maps, as they stand and after following it:");
  report.table("equivariance", table);

  const dln::Dataset<float> test = images.test.pick(
      arma::regspace<arma::uvec>(0, std::min<std::size_t>(images.test.size(), 500) - 1));
  // [Move the test images and ask again]
  const auto accuracy = [&](const Move& move) {
    return dln::accuracy(dln::classify(dln::predict(*net.network, moved(test.images, move))),
                         test.labels);
  };
  arma::mat shifts, rotations, scales;
  for (double pixels = 0; pixels <= 8; ++pixels)
    shifts = arma::join_cols(shifts, arma::rowvec{pixels, accuracy(shift(pixels))});
  for (double degrees = 0; degrees <= 180; degrees += 15)
    rotations = arma::join_cols(rotations, arma::rowvec{degrees, accuracy(rotation(degrees))});
  for (const double factor : {0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.4, 1.6, 1.8, 2.0})
    scales = arma::join_cols(scales, arma::rowvec{factor, accuracy(scaling(factor))});
  // [Move the test images and ask again]
  report.say(fmt::format(
      "Right after a shift by 2, 4, 6 pixels: {:.1f}, {:.1f}, {:.1f} %; a turn by 15, 45, 90 "
      "degrees: {:.1f}, {:.1f}, {:.1f} %; at half the size, {:.1f} %.",
      100 * shifts(2, 1), 100 * shifts(4, 1), 100 * shifts(6, 1), 100 * rotations(1, 1),
      100 * rotations(3, 1), 100 * rotations(6, 1), 100 * scales(1, 1)));
  report.data("shifts", Table::of({"pixels", "accuracy"}, shifts));
  report.data("rotations", Table::of({"degrees", "accuracy"}, rotations));
  report.data("scales", Table::of({"size", "accuracy"}, scales));
  report.note("accuracy_shift_2", shifts(2, 1));
  report.note("accuracy_shift_6", shifts(6, 1));
  report.note("accuracy_rotation_45", rotations(3, 1));
  report.note("accuracy_rotation_90", rotations(6, 1));
  report.note("accuracy_half_size", scales(1, 1));
  return report;
}

}  // namespace chapter

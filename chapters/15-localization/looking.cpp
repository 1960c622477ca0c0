#include <fmt/format.h>

#include "dln/layers/dense.hpp"
#include "dln/layers/soft_argmax2d.hpp"
#include "dln/train/prediction.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Tensor;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

/** The share of a map's weight that lies in a box of shares: 1 if all of it does. */
double weight_inside(const float* map, std::size_t height, std::size_t width,
                     const dln::Box& box) {
  double inside = 0, all = 0;
  for (std::size_t i = 0; i < height * width; ++i) {
    const std::size_t row = i / width, column = i % width;
    const double x = (static_cast<double>(column) + 0.5) / static_cast<double>(width);
    const double y = (static_cast<double>(row) + 0.5) / static_cast<double>(height);
    const double weight = std::max(0.0, static_cast<double>(map[i]));
    all += weight;
    if (x >= box.x_min && x <= box.x_max && y >= box.y_min && y <= box.y_max) inside += weight;
  }
  return all > 0 ? inside / all : 0;
}

/** How much each place of the last feature map adds to the score of the class that is named: N
 * x 1 x H x W. */
Tensor<float> class_maps(Network& network, const Tensor<float>& features,
                         const arma::uvec& classes) {
  auto& dense = dynamic_cast<dln::Dense<float>&>(*network.class_head.parts().back().layer);
  const dln::Shape& shape = features.shape();
  const std::size_t places = shape.height * shape.width;
  Tensor<float> maps({shape.examples, 1, shape.height, shape.width});
  // [Give each place its share of the score]
  const arma::fmat weight =
      dense.weight()
          .value.columns();  // a column a class: scores are means of channels, weighed
  for (std::size_t n = 0; n < shape.examples; ++n)
    for (std::size_t c = 0; c < shape.channels; ++c)
      for (std::size_t i = 0; i < places; ++i)
        maps[n * places + i] +=
            weight(c, classes[n]) * features[(n * shape.channels + c) * places + i];
  // [Give each place its share of the score]
  return maps;
}

/** The maps whose mean places the box head reads, all of an image added up: N x 1 x H x W. */
Tensor<float> box_maps(const Network& network, const Tensor<float>& features) {
  const Tensor<float> maps =
      dln::spatial_softmax(dln::predict(*network.box_head.parts().front().layer, features));
  const dln::Shape& shape = maps.shape();
  const std::size_t places = shape.height * shape.width;
  Tensor<float> sums({shape.examples, 1, shape.height, shape.width});
  for (std::size_t n = 0; n < shape.examples; ++n)
    for (std::size_t c = 0; c < shape.channels; ++c)
      for (std::size_t i = 0; i < places; ++i)
        sums[n * places + i] += maps[(n * shape.channels + c) * places + i];
  return sums;
}

/** The image with a grey square on it. */
Tensor<float> covered(const Tensor<float>& image, std::size_t x, std::size_t y,
                      std::size_t side) {
  Tensor<float> result = image;
  const dln::Shape& shape = image.shape();
  for (std::size_t c = 0; c < shape.channels; ++c)
    for (std::size_t i = y; i < std::min(y + side, shape.height); ++i)
      for (std::size_t j = x; j < std::min(x + side, shape.width); ++j)
        result[(c * shape.height + i) * shape.width + j] = 0.5F;
  return result;
}

/** By how much a box moves, mean over its sides, while a grey square covers each place: 1 x 1 x
 * H x W. */
Tensor<float> movement(const dln::TwoHeads<float>& heads, const Tensor<float>& image,
                       std::size_t side) {
  const std::size_t height = image.shape().height / side, width = image.shape().width / side;
  const dln::Located<float> before = dln::locate(heads, image);
  Tensor<float> map({1, 1, height, width});
  for (std::size_t i = 0; i < height; ++i)
    for (std::size_t j = 0; j < width; ++j) {
      // [Cover a place and see how far the box moves]
      const auto after = dln::locate(heads, covered(image, j * side, i * side, side));
      map[i * width + j] = arma::mean(arma::abs(after.boxes.values() - before.boxes.values()));
      // [Cover a place and see how far the box moves]
    }
  return map;
}

/** A map enlarged to the size of an image, each number a block, from 0 to 1. */
Tensor<float> enlarged(const Tensor<float>& maps, std::size_t height, std::size_t width) {
  const dln::Shape& shape = maps.shape();
  Tensor<float> result({shape.examples, 1, height, width});
  for (std::size_t n = 0; n < shape.examples; ++n) {
    const float* map = maps.data() + n * shape.height * shape.width;
    const float most =
        std::max(1e-12F, *std::max_element(map, map + shape.height * shape.width));
    for (std::size_t i = 0; i < height; ++i)
      for (std::size_t j = 0; j < width; ++j)
        result[(n * height + i) * width + j] = std::max(
            0.0F,
            map[i * shape.height / height * shape.width + j * shape.width / width] / most);
  }
  return result;
}

}  // namespace

Report look(Network& network, const Singles& singles, const Options& options) {
  const std::size_t shown = 4, side = static_cast<std::size_t>(singles.width()) / 12;
  const Tensor<float> features = dln::predict(network.trunk, singles.validation.x);
  const auto located = dln::locate(network.heads(), singles.validation.x);
  const Tensor<float> classes = class_maps(network, features, located.classes),
                      boxes = box_maps(network, features);
  const dln::Shape& map = classes.shape();
  double class_inside = 0, box_inside = 0, area = 0;
  for (std::size_t n = 0; n < map.examples; ++n) {
    const dln::Box box = dln::box_of_shares(singles.validation.boxes.data() + 4 * n, 1, 1);
    class_inside +=
        weight_inside(classes.data() + n * map.height * map.width, map.height, map.width, box);
    box_inside +=
        weight_inside(boxes.data() + n * map.height * map.width, map.height, map.width, box);
    area += box.area();
  }
  const auto count = static_cast<double>(map.examples);
  Table table({{"map"}, {"share of its weight inside the true box", "{:.1%}"}});
  table.add({std::string("what the class head adds up"), class_inside / count});
  table.add({std::string("where the box head's maps look"), box_inside / count});
  table.add({std::string("everywhere alike"), area / count});
  Report report;
  report.say("Where the two heads look, on the validation images:");
  report.table("looking", table);
  const auto height = static_cast<std::size_t>(singles.height()),
             width = static_cast<std::size_t>(singles.width());
  const arma::uvec first =
      arma::regspace<arma::uvec>(0, std::min<std::size_t>(shown, map.examples) - 1);
  std::vector<std::string> names;
  for (const arma::uword n : first)
    names.push_back(singles.scenes.train.class_names.at(located.classes[n]));
  report.pictures("seen", singles.validation.x.examples(first), names);
  report.pictures("seen-class", enlarged(classes.examples(first), height, width), names);
  report.pictures("seen-box", enlarged(boxes.examples(first), height, width), names);
  Tensor<float> moved({first.n_elem, 1, height, width});
  for (std::size_t n = 0; n < first.n_elem; ++n) {
    const Tensor<float> one = enlarged(
        movement(network.heads(), singles.validation.x.examples(n, 1), side), height, width);
    std::copy(one.values().begin(), one.values().end(), moved.data() + n * height * width);
    dln::program::stop_if_interrupted();
  }
  report.pictures("seen-moved", moved, names);
  report.note("patch_pixels", side);
  static_cast<void>(options);
  return report;
}

}  // namespace chapter

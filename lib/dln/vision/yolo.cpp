#include "dln/vision/yolo.hpp"

#include <fmt/format.h>

#include <cmath>
#include <tuple>

#include "dln/core/error.hpp"
#include "dln/losses/squared_error.hpp"
#include "dln/vision/suppression.hpp"

namespace dln {
namespace {

template <typename T>
void check_shape(const Tensor<T>& y, const YoloGrid& grid) {
  if (y.shape() != grid.shape(y.shape().examples))
    throw Error("yolo", to_string(grid.shape(y.shape().examples)), to_string(y.shape()));
}

/** Where a channel of a cell is in memory. */
std::size_t index(const YoloPlace& place, std::size_t channel, const YoloGrid& grid) {
  return ((place.image * grid.channels() + channel) * grid.rows + place.row) * grid.columns +
         place.column;
}

double squared_distance(const Box& a, const Box& b) {
  const auto square = [](double number) { return number * number; };
  return square(a.x_min - b.x_min) + square(a.y_min - b.y_min) + square(a.x_max - b.x_max) +
         square(a.y_max - b.y_max);
}

// [Make the box responsible that fits best already]
template <typename T>
YoloPlace responsible(const Tensor<T>& y, YoloPlace cell, const Box& truth,
                      const YoloGrid& grid) {
  YoloPlace best = cell;
  std::tuple<double, double> fits{-1, 0};
  for (cell.box = 0; cell.box < grid.boxes; ++cell.box) {
    const Box box = yolo_box(y, cell, grid);
    const std::tuple<double, double> here{iou(box, truth), -squared_distance(box, truth)};
    if (here > fits) {
      fits = here;
      best = cell;
    }
  }
  return best;
}
// [Make the box responsible that fits best already]

}  // namespace

std::string to_string(YoloTerm term) {
  static const std::array<std::string, yolo_terms> names = {"place", "size", "object",
                                                            "no object", "classes"};
  return names[static_cast<std::size_t>(term)];
}

YoloPlace cell_of(const Box& box, const YoloGrid& grid) {
  const auto cell = [](double place, std::size_t cells) {
    const double within =
        std::clamp(place * static_cast<double>(cells), 0.0, static_cast<double>(cells) - 0.5);
    return static_cast<std::size_t>(within);
  };
  return {0, cell(box.y_center() / grid.image_height, grid.rows),
          cell(box.x_center() / grid.image_width, grid.columns), 0};
}

std::array<double, 4> yolo_numbers(const Box& box, const YoloPlace& place,
                                   const YoloGrid& grid) {
  // [Tell a box by four numbers]
  const double x = box.x_center() / grid.image_width * static_cast<double>(grid.columns);
  const double y = box.y_center() / grid.image_height * static_cast<double>(grid.rows);
  return {x - static_cast<double>(place.column), y - static_cast<double>(place.row),
          std::sqrt(box.width() / grid.image_width),
          std::sqrt(box.height() / grid.image_height)};
  // [Tell a box by four numbers]
}

template <typename T>
Box yolo_box(const Tensor<T>& y, const YoloPlace& place, const YoloGrid& grid) {
  const auto number = [&](std::size_t i) {
    return static_cast<double>(y[index(place, 5 * place.box + i, grid)]);
  };
  const double x =
      (static_cast<double>(place.column) + number(0)) / static_cast<double>(grid.columns);
  const double down =
      (static_cast<double>(place.row) + number(1)) / static_cast<double>(grid.rows);
  const double root_width = std::max(0.0, number(2)), root_height = std::max(0.0, number(3));
  const double width = root_width * root_width * grid.image_width,
               height = root_height * root_height * grid.image_height;
  return {x * grid.image_width - width / 2, down * grid.image_height - height / 2,
          x * grid.image_width + width / 2, down * grid.image_height + height / 2};
}

template <typename T>
YoloTargets<T> yolo_targets(const Tensor<T>& y, std::span<const Objects> truth,
                            const YoloGrid& grid, const YoloWeights& weights) {
  check_shape(y, grid);
  if (truth.size() != y.shape().examples)
    throw Error("yolo_targets", fmt::format("objects of {} images", y.shape().examples),
                fmt::format("{}", truth.size()));
  YoloTargets<T> targets;
  for (auto& term : targets.terms) term = {Tensor<T>(y.shape()), Tensor<T>(y.shape())};
  const auto want = [&](YoloTerm term, std::size_t at, double value, double weight) {
    auto& [values, by] = targets.terms[static_cast<std::size_t>(term)];
    values[at] = static_cast<T>(value);
    by[at] = static_cast<T>(weight);
  };
  // [Every box is to say that there is no object]
  for (YoloPlace place; place.image < truth.size(); ++place.image)
    for (place.row = 0; place.row < grid.rows; ++place.row)
      for (place.column = 0; place.column < grid.columns; ++place.column)
        for (std::size_t b = 0; b < grid.boxes; ++b)
          want(YoloTerm::no_object, index(place, 5 * b + 4, grid), 0, weights.no_object);
  // [Every box is to say that there is no object]
  const std::size_t first_class = 5 * grid.boxes;
  arma::ucube taken(grid.columns, grid.rows, truth.size());
  for (std::size_t image = 0; image < truth.size(); ++image)
    for (const SceneObject& object : truth[image]) {
      if (object.label >= grid.classes)
        throw Error("yolo_targets", fmt::format("a class below {}", grid.classes),
                    fmt::format("{}", object.label));
      YoloPlace cell = cell_of(object.box, grid);
      cell.image = image;
      if (taken(cell.column, cell.row, image)++ > 0) {
        ++targets.lost;
        continue;
      }
      ++targets.objects;
      // [Unless it is responsible for one]
      const YoloPlace best = responsible(y, cell, object.box, grid);
      const std::array<double, 4> numbers = yolo_numbers(object.box, cell, grid);
      for (std::size_t i = 0; i < 4; ++i)
        want(i < 2 ? YoloTerm::place : YoloTerm::size, index(best, 5 * best.box + i, grid),
             numbers[i], i < 2 ? weights.place : weights.size);
      const std::size_t confidence = index(best, 5 * best.box + 4, grid);
      want(YoloTerm::object, confidence, iou(yolo_box(y, best, grid), object.box),
           weights.object);
      want(YoloTerm::no_object, confidence, 0, 0);
      for (std::size_t c = 0; c < grid.classes; ++c)
        want(YoloTerm::classes, index(cell, first_class + c, grid), c == object.label ? 1 : 0,
             weights.classes);
      // [Unless it is responsible for one]
    }
  return targets;
}

template <typename T>
YoloLoss<T> yolo_loss(const Tensor<T>& y, const YoloTargets<T>& targets, double factor) {
  // [Add the five terms]
  const SquaredError<T> squared_error;
  YoloLoss<T> loss{.dy = Tensor<T>(y.shape())};
  for (std::size_t i = 0; i < yolo_terms; ++i) {
    loss.terms[i] = factor * squared_error.value(y, targets.terms[i]).sum;
    loss.dy += squared_error.backward(y, targets.terms[i], factor);
  }
  // [Add the five terms]
  return loss;
}

template <typename T>
std::vector<Detections> yolo_detections(const Tensor<T>& y, const YoloGrid& grid,
                                        double min_score, double suppression) {
  check_shape(y, grid);
  std::vector<Detections> found(y.shape().examples);
  for (YoloPlace place; place.image < found.size(); ++place.image) {
    Detections all;
    const auto number = [&](std::size_t channel) {
      return std::max(0.0, static_cast<double>(y[index(place, channel, grid)]));
    };
    for (place.row = 0; place.row < grid.rows; ++place.row)
      for (place.column = 0; place.column < grid.columns; ++place.column)
        for (place.box = 0; place.box < grid.boxes; ++place.box)
          for (std::size_t c = 0; c < grid.classes; ++c) {
            // [Multiply confidence and class]
            const double score = number(5 * place.box + 4) * number(5 * grid.boxes + c);
            if (!(score > min_score)) continue;
            const Box box =
                clipped(yolo_box(y, place, grid), grid.image_width, grid.image_height);
            all.push_back({c, box, score});
            // [Multiply confidence and class]
          }
    found[place.image] = suppressed(all, suppression);
  }
  return found;
}

template Box yolo_box(const Tensor<float>&, const YoloPlace&, const YoloGrid&);
template Box yolo_box(const Tensor<double>&, const YoloPlace&, const YoloGrid&);
template YoloTargets<float> yolo_targets(const Tensor<float>&, std::span<const Objects>,
                                         const YoloGrid&, const YoloWeights&);
template YoloTargets<double> yolo_targets(const Tensor<double>&, std::span<const Objects>,
                                          const YoloGrid&, const YoloWeights&);
template YoloLoss<float> yolo_loss(const Tensor<float>&, const YoloTargets<float>&, double);
template YoloLoss<double> yolo_loss(const Tensor<double>&, const YoloTargets<double>&, double);
template std::vector<Detections> yolo_detections(const Tensor<float>&, const YoloGrid&, double,
                                                 double);
template std::vector<Detections> yolo_detections(const Tensor<double>&, const YoloGrid&, double,
                                                 double);

}  // namespace dln

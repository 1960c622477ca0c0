#include "dln/vision/roi_align.hpp"

#include <fmt/format.h>

#include <cmath>

#include "dln/core/error.hpp"
#include "dln/core/loops.hpp"

namespace dln {
namespace {

/** A point along one side: two neighbouring places and their weights. */
struct Between {
  std::size_t low, high;
  double low_weight, high_weight;
};

/** Where the points of all cells along one side of a region lie, `samples` a cell. */
std::vector<Between> points(double low, double high, double stride, std::size_t count,
                            std::size_t places) {
  // [Spread points evenly over a region and read between places]
  const double start = low / stride - 0.5;  // places have their numbers at their middles
  const double step = (high - low) / stride / static_cast<double>(count);
  const auto last = static_cast<double>(places) - 1;
  std::vector<Between> result;
  for (std::size_t i = 0; i < count; ++i) {
    const double point = start + (static_cast<double>(i) + 0.5) * step;
    const double held = std::clamp(point, 0.0, last);
    const double floor = std::floor(held);
    const auto place = static_cast<std::size_t>(floor);
    const double inside = point >= -1 && point <= last + 1 ? 1 : 0;
    const double share = held - floor;
    result.push_back(
        {place, std::min(place + 1, places - 1), inside * (1 - share), inside * share});
  }
  // [Spread points evenly over a region and read between places]
  return result;
}

/** The four places of every point of every cell of a region, in the order of the cells. */
struct Tap {
  std::size_t place;
  double weight;
};

std::vector<Tap> taps_of(const Box& box, const RegionGrid& grid, std::size_t samples,
                         std::size_t height, std::size_t width) {
  const auto rows = points(box.y_min, box.y_max, grid.stride, grid.height * samples, height);
  const auto columns = points(box.x_min, box.x_max, grid.stride, grid.width * samples, width);
  const double mean = 1.0 / static_cast<double>(samples * samples);
  std::vector<Tap> taps;
  taps.reserve(rows.size() * columns.size() * 4);
  for (std::size_t p = 0; p < grid.height; ++p)
    for (std::size_t q = 0; q < grid.width; ++q)
      for (std::size_t i = p * samples; i < (p + 1) * samples; ++i)
        for (std::size_t j = q * samples; j < (q + 1) * samples; ++j) {
          const Between& y = rows[i];
          const Between& x = columns[j];
          taps.push_back({y.low * width + x.low, mean * y.low_weight * x.low_weight});
          taps.push_back({y.low * width + x.high, mean * y.low_weight * x.high_weight});
          taps.push_back({y.high * width + x.low, mean * y.high_weight * x.low_weight});
          taps.push_back({y.high * width + x.high, mean * y.high_weight * x.high_weight});
        }
  return taps;
}

}  // namespace

template <typename T>
RoiAlign<T>::RoiAlign(std::vector<Region> regions, const RegionGrid& grid, std::size_t samples)
    : regions_(std::move(regions)), grid_(grid), samples_(samples) {
  if (samples == 0) throw Error("RoiAlign", "at least a sample a cell", "0");
}

template <typename T>
std::string RoiAlign<T>::name() const {
  return fmt::format("RoiAlign({}x{}, stride {})", grid_.height, grid_.width, grid_.stride);
}

template <typename T>
Shape RoiAlign<T>::output_shape(const Shape& x) const {
  return grid_.output_shape("RoiAlign", regions_, x);
}

template <typename T>
Tensor<T> RoiAlign<T>::forward(Tensor<T> x /* N x C x H x W */, Pass<T>& pass) const {
  auto y = Tensor<T>::uninitialized(output_shape(x.shape()));  // R x C x height x width
  const Shape& shape = x.shape();
  const std::size_t outputs = grid_.height * grid_.width;
  const std::size_t taps_a_cell = 4 * samples_ * samples_;
  parallel_items(regions_.size(), shape.channels * outputs * taps_a_cell,
                 [&](std::size_t begin, std::size_t end) {
                   for (std::size_t r = begin; r < end; ++r) {
                     const auto& [image, box] = regions_[r];
                     const std::vector<Tap> taps =
                         taps_of(box, grid_, samples_, shape.height, shape.width);
                     for (std::size_t c = 0; c < shape.channels; ++c) {
                       const T* plane =
                           x.data() + (image * shape.channels + c) * shape.height * shape.width;
                       T* cells = y.data() + (r * shape.channels + c) * outputs;
                       // [Average the points of each cell]
                       for (std::size_t cell = 0; cell < outputs; ++cell) {
                         double sum = 0;
                         for (std::size_t i = cell * taps_a_cell; i < (cell + 1) * taps_a_cell;
                              ++i)
                           sum += taps[i].weight * static_cast<double>(plane[taps[i].place]);
                         cells[cell] = static_cast<T>(sum);
                       }
                       // [Average the points of each cell]
                     }
                   }
                 });
  pass.push(shape);
  return y;
}

template <typename T>
Tensor<T> RoiAlign<T>::backward(Tensor<T> dy /* R x C x height x width */,
                                Pass<T>& pass) const {
  Tensor<T> dx(pass.template pop<Shape>(*this));  // N x C x H x W
  const Shape& shape = dx.shape();
  const std::size_t outputs = grid_.height * grid_.width;
  const std::size_t taps_a_cell = 4 * samples_ * samples_;
  std::vector<std::vector<Tap>> taps;
  for (const auto& [image, box] : regions_)
    taps.push_back(taps_of(box, grid_, samples_, shape.height, shape.width));
  parallel_items(shape.channels, regions_.size() * outputs * taps_a_cell,
                 [&](std::size_t begin, std::size_t end) {
                   for (std::size_t r = 0; r < regions_.size(); ++r)
                     for (std::size_t c = begin; c < end; ++c) {
                       T* plane = dx.data() + (regions_[r].image * shape.channels + c) *
                                                  shape.height * shape.width;
                       const T* gradients = dy.data() + (r * shape.channels + c) * outputs;
                       // Share each gradient among the places it was read from.
                       for (std::size_t i = 0; i < taps[r].size(); ++i)
                         plane[taps[r][i].place] +=
                             static_cast<T>(taps[r][i].weight *
                                            static_cast<double>(gradients[i / taps_a_cell]));
                     }
                 });
  return dx;
}

template class RoiAlign<float>;
template class RoiAlign<double>;

}  // namespace dln

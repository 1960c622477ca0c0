#include "dln/vision/roi_max_pool.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "dln/core/loops.hpp"

namespace dln {
namespace {

/** Places first ... last - 1 of a row or column of the features. */
struct Range {
  std::size_t first, last;
};

/** The places of every cell along one side of a region. */
std::vector<Range> cells(double low, double high, double stride, std::size_t count,
                         std::size_t places) {
  // [Round a region to whole places and divide them among cells]
  const double first = std::round(low / stride);
  const double size = std::max(1.0, std::round(high / stride) - first);
  const auto inside = [&](double place) {
    return static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(places)));
  };
  std::vector<Range> ranges;
  for (std::size_t cell = 0; cell < count; ++cell) {
    const double begin =
        std::floor(static_cast<double>(cell) * size / static_cast<double>(count));
    const double end =
        std::ceil(static_cast<double>(cell + 1) * size / static_cast<double>(count));
    ranges.push_back({inside(first + begin), inside(first + end)});
  }
  // [Round a region to whole places and divide them among cells]
  return ranges;
}

/** The place whose number a cell took, in its plane of the features. */
using Taken = std::vector<std::uint32_t>;
constexpr std::uint32_t nothing = std::numeric_limits<std::uint32_t>::max();

/** The place of the greatest number; what is not a number is greater than any, so that a
 * mistake stays visible. */
template <typename T>
std::uint32_t greatest(const T* plane, std::size_t width, const Range& rows,
                       const Range& columns) {
  if (rows.first >= rows.last || columns.first >= columns.last) return nothing;
  std::size_t best = rows.first * width + columns.first;
  T value = plane[best];
  for (std::size_t i = rows.first; i < rows.last; ++i)
    for (std::size_t place = i * width + columns.first; place < i * width + columns.last;
         ++place)
      if (plane[place] > value || std::isnan(plane[place])) {
        best = place;
        value = plane[place];
      }
  return static_cast<std::uint32_t>(best);
}

}  // namespace

template <typename T>
RoiMaxPool<T>::RoiMaxPool(std::vector<Region> regions, const RegionGrid& grid)
    : regions_(std::move(regions)), grid_(grid) {}

template <typename T>
std::string RoiMaxPool<T>::name() const {
  return fmt::format("RoiMaxPool({}x{}, stride {})", grid_.height, grid_.width, grid_.stride);
}

template <typename T>
Shape RoiMaxPool<T>::output_shape(const Shape& x) const {
  return grid_.output_shape("RoiMaxPool", regions_, x);
}

template <typename T>
Tensor<T> RoiMaxPool<T>::forward(Tensor<T> x /* N x C x H x W */, Pass<T>& pass) const {
  auto y = Tensor<T>::uninitialized(output_shape(x.shape()));  // R x C x height x width
  Taken taken(y.size());
  const std::size_t channels = x.shape().channels;
  const std::size_t height = x.shape().height;
  const std::size_t width = x.shape().width;
  const std::size_t outputs = grid_.height * grid_.width;
  parallel_items(regions_.size(), channels * height * width,
                 [&](std::size_t begin, std::size_t end) {
                   for (std::size_t r = begin; r < end; ++r) {
                     const auto& [image, box] = regions_[r];
                     const std::vector<Range> rows =
                         cells(box.y_min, box.y_max, grid_.stride, grid_.height, height);
                     const std::vector<Range> columns =
                         cells(box.x_min, box.x_max, grid_.stride, grid_.width, width);
                     for (std::size_t c = 0; c < channels; ++c) {
                       const T* plane = x.data() + (image * channels + c) * height * width;
                       std::size_t output = (r * channels + c) * outputs;
                       // [Let each cell take its greatest number and remember where]
                       for (const Range& row : rows)
                         for (const Range& column : columns) {
                           taken[output] = greatest(plane, width, row, column);
                           y[output] = taken[output] == nothing ? T(0) : plane[taken[output]];
                           ++output;
                         }
                       // [Let each cell take its greatest number and remember where]
                     }
                   }
                 });
  pass.push(x.shape());
  pass.push(std::move(taken));
  return y;
}

template <typename T>
Tensor<T> RoiMaxPool<T>::backward(Tensor<T> dy /* R x C x height x width */,
                                  Pass<T>& pass) const {
  const auto taken = pass.template pop<Taken>(*this);
  Tensor<T> dx(pass.template pop<Shape>(*this));  // N x C x H x W
  const std::size_t channels = dx.shape().channels;
  const std::size_t places = dx.shape().height * dx.shape().width;
  const std::size_t outputs = grid_.height * grid_.width;
  parallel_items(channels, regions_.size() * outputs, [&](std::size_t begin, std::size_t end) {
    for (std::size_t r = 0; r < regions_.size(); ++r)
      for (std::size_t c = begin; c < end; ++c) {
        T* plane = dx.data() + (regions_[r].image * channels + c) * places;
        const std::size_t first = (r * channels + c) * outputs;
        // [Give each gradient to the place that was taken]
        for (std::size_t output = first; output < first + outputs; ++output)
          if (taken[output] != nothing) plane[taken[output]] += dy[output];
        // [Give each gradient to the place that was taken]
      }
  });
  return dx;
}

template class RoiMaxPool<float>;
template class RoiMaxPool<double>;

}  // namespace dln

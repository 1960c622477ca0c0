#include "dln/vision/roi_max_pool.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "dln/core/loops.hpp"

namespace dln {
namespace {

/** The place whose number a cell took, in its plane of the features. */
using Taken = std::vector<std::uint32_t>;
constexpr std::uint32_t nothing = std::numeric_limits<std::uint32_t>::max();

/** While numbers are compared, places are as wide as they are: both then stand in vectors of as
 * many lanes. */
template <typename T>
using Place = std::conditional_t<sizeof(T) == 4, std::int32_t, std::int64_t>;

/** N x C x H x W becomes N x H x W x C: the channels of a place lie side by side. */
template <typename T>
Tensor<T> by_place(const Tensor<T>& x) {
  const Shape& s = x.shape();
  const std::size_t channels = s.channels, height = s.height, width = s.width;
  auto turned = Tensor<T>::uninitialized({s.examples, height, width, channels});
  parallel_items(
      s.examples * height, channels * width, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row)
          for (std::size_t c = 0; c < channels; ++c) {
            const T* from =
                x.data() + ((row / height * channels + c) * height + row % height) * width;
            T* to = turned.data() + row * width * channels + c;
            for (std::size_t w = 0; w < width; ++w) to[w * channels] = from[w];
          }
      });
  return turned;
}

/** The greatest numbers of one cell, for all channels, and where they are. */
template <typename T>
struct Best {
  std::vector<T> numbers;
  std::vector<Place<T>> places;

  explicit Best(std::size_t channels) : numbers(channels), places(channels) {}

  /** Begins with a place. @param here its numbers */
  void begin(const T* here, std::size_t place) {
    std::copy_n(here, numbers.size(), numbers.begin());
    std::fill(places.begin(), places.end(), static_cast<Place<T>>(place));
  }

  /** Looks at another place. Of equal numbers the first stays, and what is not a number stays,
   * so that a mistake is visible. */
  void look(const T* here, std::size_t place) {
    const std::size_t channels = numbers.size();
    T* best = numbers.data();
    Place<T>* from = places.data();
    const auto now = static_cast<Place<T>>(place);
    // [Compare a place with the best so far, all channels at once]
#pragma omp simd
    for (std::size_t c = 0; c < channels; ++c) {
      // All ones or zeros: a mask, which the compiler knows to make for a whole vector.
      const Place<T> stays = -Place<T>(here[c] <= best[c]) | -Place<T>(best[c] != best[c]);
      best[c] = stays ? best[c] : here[c];
      from[c] = stays ? from[c] : now;
    }
    // [Compare a place with the best so far, all channels at once]
  }
};

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
  Taken taken(pass.keeps() ? y.size() : 0);
  const Shape shape = x.shape();
  const std::size_t channels = shape.channels, outputs = grid_.height * grid_.width;
  const Tensor<T> turned = by_place(x);
  parallel_items(regions_.size(), shape.features(), [&](std::size_t begin, std::size_t end) {
    Best<T> best(channels);
    for (std::size_t r = begin; r < end; ++r) {
      const auto& [image, box] = regions_[r];
      const T* features = turned.data() + image * shape.features();
      const auto rows =
          cells_along(box.y_min, box.y_max, grid_.stride, grid_.height, shape.height);
      const auto columns =
          cells_along(box.x_min, box.x_max, grid_.stride, grid_.width, shape.width);
      for (std::size_t i = 0; i < outputs; ++i) {
        const auto& [top, bottom] = rows[i / grid_.width];
        const auto& [left, right] = columns[i % grid_.width];
        const bool is_empty = top >= bottom || left >= right;
        const auto numbers = [&](std::size_t place) { return features + place * channels; };
        if (!is_empty) best.begin(numbers(top * shape.width + left), top * shape.width + left);
        for (std::size_t row = top; row < bottom; ++row)
          for (std::size_t place = row * shape.width + left; place < row * shape.width + right;
               ++place)
            best.look(numbers(place), place);
        for (std::size_t c = 0; c < channels; ++c) {
          const std::size_t output = (r * channels + c) * outputs + i;
          y[output] = is_empty ? T(0) : best.numbers[c];
          if (pass.keeps())
            taken[output] = is_empty ? nothing : static_cast<std::uint32_t>(best.places[c]);
        }
      }
    }
  });
  pass.push(shape);
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

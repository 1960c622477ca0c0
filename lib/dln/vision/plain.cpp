#include "dln/vision/plain.hpp"

#include <cmath>

namespace dln::plain {
namespace {

/** The place of the greatest number of a cell; what is not a number is greater than any, so
 * that a mistake stays visible. */
template <typename T>
std::size_t greatest(const T* plane, std::size_t width, const CellRange& rows,
                     const CellRange& columns) {
  if (rows.first >= rows.last || columns.first >= columns.last) return no_place;
  std::size_t best = rows.first * width + columns.first;
  for (std::size_t i = rows.first; i < rows.last; ++i)
    for (std::size_t j = columns.first; j < columns.last; ++j) {
      const std::size_t place = i * width + j;
      if (!(plane[place] <= plane[best]) && !std::isnan(plane[best])) best = place;
    }
  return best;
}

}  // namespace

template <typename T>
Greatest<T> roi_max_pool(const std::vector<Region>& regions, const RegionGrid& grid,
                         const Tensor<T>& x /* N x C x H x W */) {
  const Shape& shape = x.shape();
  Greatest<T> pooled{Tensor<T>(grid.output_shape("plain", regions, shape)), {}};
  for (const auto& [image, box] : regions) {
    const auto rows = cells_along(box.y_min, box.y_max, grid.stride, grid.height, shape.height);
    const auto columns =
        cells_along(box.x_min, box.x_max, grid.stride, grid.width, shape.width);
    for (std::size_t c = 0; c < shape.channels; ++c) {
      const T* plane = x.data() + (image * shape.channels + c) * shape.height * shape.width;
      // [Let each cell take its greatest number and remember where]
      for (const CellRange& row : rows)
        for (const CellRange& column : columns) {
          const std::size_t best = greatest(plane, shape.width, row, column);
          pooled.y[pooled.taken.size()] = best == no_place ? T(0) : plane[best];
          pooled.taken.push_back(best);
        }
      // [Let each cell take its greatest number and remember where]
    }
  }
  return pooled;
}

template Greatest<float> roi_max_pool(const std::vector<Region>&, const RegionGrid&,
                                      const Tensor<float>&);
template Greatest<double> roi_max_pool(const std::vector<Region>&, const RegionGrid&,
                                       const Tensor<double>&);

}  // namespace dln::plain

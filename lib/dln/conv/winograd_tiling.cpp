#include "dln/conv/winograd_tiling.hpp"

#include <string>

#include "dln/core/error.hpp"

namespace dln::conv::winograd {

bool applicable(const Geometry& g, Points points) {
  if (g.stride_height == 0 || g.stride_width == 0) return false;
  const std::size_t taps = ceil_divide(g.kernel_height, g.stride_height);
  const bool strided = g.stride_height * g.stride_width > 1,
             dilated = g.dilation_height * g.dilation_width > 1;
  return taps == ceil_divide(g.kernel_width, g.stride_width) && !(strided && dilated) &&
         (points == Points::eight ? taps >= 2 && taps <= 5 : taps == 3);
}

void expect_applicable(const Geometry& g, Points points) {
  check(g);
  if (applicable(g, points)) return;
  const auto two = [](std::size_t a, std::size_t b) {
    return std::to_string(a) + " x " + std::to_string(b);
  };
  throw Error("convolution by winograd" + std::to_string(std::size_t(points) - 2),
              std::string(points == Points::eight ? "2 to 5" : "3") +
                  " taps (kernel over stride, rounded up) down and along alike, and stride 1 "
                  "or dilation 1",
              two(g.kernel_height, g.kernel_width) + " taps with stride " +
                  two(g.stride_height, g.stride_width) + " and dilation " +
                  two(g.dilation_height, g.dilation_width));
}

Layer forward_layer(const Geometry& g) {
  check(g);
  return {g.groups,        g.channels / g.groups,         g.height,
          g.width,         g.filters / g.groups,          output_height(g),
          output_width(g), std::ptrdiff_t(g.padding_top), std::ptrdiff_t(g.padding_left)};
}

Layer backward_layer(const Geometry& g) {
  const Layer layer = forward_layer(g);
  return {layer.groups,
          layer.filters,
          layer.out_height,
          layer.out_width,
          layer.channels,
          layer.height,
          layer.width,
          std::ptrdiff_t(g.kernel_height) - 1 - layer.padding_top,
          std::ptrdiff_t(g.kernel_width) - 1 - layer.padding_left};
}

template <typename T>
Tiling tiling(const Layer& layer, std::size_t outputs, std::size_t taps, std::size_t batch,
              std::size_t bands) {
  const std::size_t height = layer.out_height / bands;
  const std::size_t rows = ceil_divide(height, outputs),
                    columns = ceil_divide(layer.out_width, outputs);
  Tiling tiles{.outputs = outputs,
               .taps = taps,
               .rows = rows,
               .columns = columns,
               .last_height = last_outputs(height, outputs),
               .last_width = last_outputs(layer.out_width, outputs),
               .count = batch * bands * rows * columns,
               .rows_together = 1,
               .bands = bands};
  // The windows of neighbouring rows of tiles overlap: bring in as many together as stay near
  // the first cache.
  constexpr std::size_t strip_cache = (std::size_t{80} << 10) / sizeof(T);
  while (tiles.rows_together < rows &&
         strip_size<T>(tiles, tiles.rows_together + 1) <= strip_cache)
    ++tiles.rows_together;
  return tiles;
}

Places::Places(const Tiling& tiles, std::size_t begin, std::size_t end)
    : tiles_(tiles), before_(count_before(begin)) {
  const std::array<std::size_t, 4> count = count_before(end);
  first_[0] = 0;
  for (std::size_t kind = 0; kind < 4; ++kind)
    first_[kind + 1] = first_[kind] + count[kind] - before_[kind];
}

std::array<std::size_t, 4> Places::count_before(std::size_t tile) const {
  const std::size_t size = tiles_.rows * tiles_.columns, images = tile / size,
                    rest = tile % size;
  const bool any_narrow = tiles_.last_width < tiles_.outputs,
             any_low = tiles_.last_height < tiles_.outputs;
  const std::size_t others = size - tiles_.columns;  // above the last row of an image
  const std::size_t last_columns = any_narrow ? tile / tiles_.columns : 0;
  const std::size_t last_rows =
      any_low ? images * tiles_.columns + (rest > others ? rest - others : 0) : 0;
  const std::size_t corners = any_narrow && any_low ? images : 0;
  return {last_columns - corners, tile - last_columns - last_rows + corners,
          last_rows - corners, corners};
}

std::size_t Places::of(std::size_t tile) const {
  const bool is_low = tiles_.height(tile / tiles_.columns % tiles_.rows) < tiles_.outputs;
  const bool is_narrow = tiles_.width(tile % tiles_.columns) < tiles_.outputs;
  const Kind kind = is_low ? (is_narrow ? corner : low) : (is_narrow ? narrow : whole);
  return first_[kind] + count_before(tile)[kind] - before_[kind];
}

Range Places::at(std::size_t row, std::size_t column) const {
  const auto has = [&](std::size_t point, std::size_t outputs) {
    return point + 2 < outputs + tiles_.taps || point + 2 == tiles_.outputs + tiles_.taps;
  };
  const bool in_low = has(row, tiles_.last_height), in_narrow = has(column, tiles_.last_width);
  return {in_narrow ? 0 : first_[whole],
          in_low ? (in_narrow ? first_[corner + 1] : first_[corner]) : first_[low]};
}

template Tiling tiling<float>(const Layer&, std::size_t, std::size_t, std::size_t, std::size_t);
template Tiling tiling<double>(const Layer&, std::size_t, std::size_t, std::size_t,
                               std::size_t);

}  // namespace dln::conv::winograd

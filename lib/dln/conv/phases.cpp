#include "dln/conv/phases.hpp"

#include <algorithm>

#include "dln/conv/tasks.hpp"
#include "dln/conv/visible.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv {

namespace {

/**
 * Calls start(plane) for each plane of each phase, whole or not, and then copy(pixel of the image, pixel of the phase)
 * for all its pixels that lie in the image.
 */
template <typename Image, typename Part, typename Start, typename Copy>
void for_each_pixel(const Phases& p, std::size_t batch, Image* images, Part* parts, std::size_t threads,
                    const Start& start, const Copy& copy) {
  const std::size_t part_size = p.phase_height * p.phase_width;
  const auto run_plane = [&](Image* image, Part* part, std::size_t a, std::size_t b) {
    const Range rows =
        seeing_outputs(p.phase_height, p.step_down, std::ptrdiff_t(a) - std::ptrdiff_t(p.offset_top), p.height);
    const Range columns =
        seeing_outputs(p.phase_width, p.step_along, std::ptrdiff_t(b) - std::ptrdiff_t(p.offset_left), p.width);
    start(part, (rows.end - rows.begin) * (columns.end - columns.begin) == part_size);
    for (std::size_t i = rows.begin; i < rows.end; ++i) {
      Image* row = image + (a + i * p.step_down - p.offset_top) * p.width;
      for (std::size_t j = columns.begin; j < columns.end; ++j)
        copy(row[b + j * p.step_along - p.offset_left], part[i * p.phase_width + j]);
    }
  };
  for_each_task(
      batch * p.planes,
      [&](std::size_t task, std::size_t) {
        const std::size_t image = task / p.planes, plane = task % p.planes;
        for (std::size_t a = 0; a < p.step_down; ++a)
          for (std::size_t b = 0; b < p.step_along; ++b) {
            const std::size_t phase = (image * p.step_down + a) * p.step_along + b;
            run_plane(images + task * p.height * p.width, parts + (phase * p.planes + plane) * part_size, a, b);
          }
      },
      threads);
}

/** One axis of a phase. */
struct Axis {
  std::size_t offset;          ///< zeros before the image
  std::size_t extent;          ///< of a phase
  std::size_t padding_before;  ///< of a phase
  std::size_t padding_after;   ///< of a phase
};

/** What padding before the image is no multiple of the dilation is made of real zeros. */
Axis input_axis(std::size_t extent, std::size_t before, std::size_t outputs, std::size_t taps, std::size_t dilation) {
  Axis axis{};
  axis.offset = before % dilation;
  axis.extent = ceil_divide(extent + axis.offset, dilation);
  axis.padding_before = before / dilation;
  axis.padding_after = ceil_divide(outputs, dilation) + taps - 1 - axis.extent - axis.padding_before;
  return axis;
}

Axis down(const Geometry& g) {
  return input_axis(g.height, g.padding_top, output_height(g), g.kernel_height, g.dilation_height);
}

Axis along(const Geometry& g) {
  return input_axis(g.width, g.padding_left, output_width(g), g.kernel_width, g.dilation_width);
}

}  // namespace

bool is_dilated(const Geometry& g) { return g.dilation_height > 1 || g.dilation_width > 1; }

Geometry phase_geometry(const Geometry& g) {
  const Axis rows = down(g), columns = along(g);
  Geometry phase = g;
  phase.height = rows.extent;
  phase.width = columns.extent;
  phase.padding_top = rows.padding_before;
  phase.padding_bottom = rows.padding_after;
  phase.padding_left = columns.padding_before;
  phase.padding_right = columns.padding_after;
  phase.dilation_height = phase.dilation_width = 1;
  return phase;
}

Phases input_phases(const Geometry& g) {
  const Axis rows = down(g), columns = along(g);
  return {.planes = g.channels,
          .height = g.height,
          .width = g.width,
          .step_down = g.dilation_height,
          .step_along = g.dilation_width,
          .offset_top = rows.offset,
          .offset_left = columns.offset,
          .phase_height = rows.extent,
          .phase_width = columns.extent};
}

Phases output_phases(const Geometry& g) {
  return {.planes = g.filters,
          .height = output_height(g),
          .width = output_width(g),
          .step_down = g.dilation_height,
          .step_along = g.dilation_width,
          .offset_top = 0,
          .offset_left = 0,
          .phase_height = ceil_divide(output_height(g), g.dilation_height),
          .phase_width = ceil_divide(output_width(g), g.dilation_width)};
}

template <typename T>
void split(const Phases& phases, std::size_t batch, const T* images, T* parts, std::size_t threads) {
  const auto clear = [&](T* part, bool whole) {
    if (!whole) std::fill_n(part, phases.phase_height * phases.phase_width, T(0));
  };
  for_each_pixel(phases, batch, images, parts, threads, clear, [](const T& pixel, T& part) { part = pixel; });
}

template <typename T>
void merge(const Phases& phases, std::size_t batch, const T* parts, T* images, std::size_t threads) {
  for_each_pixel(
      phases, batch, images, parts, threads, [](const T*, bool) {}, [](T& pixel, const T& part) { pixel = part; });
}

template void split(const Phases&, std::size_t, const float*, float*, std::size_t);
template void split(const Phases&, std::size_t, const double*, double*, std::size_t);
template void merge(const Phases&, std::size_t, const float*, float*, std::size_t);
template void merge(const Phases&, std::size_t, const double*, double*, std::size_t);

}  // namespace dln::conv

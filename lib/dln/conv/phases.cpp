#include "dln/conv/phases.hpp"

#include <algorithm>
#include <utility>

#include "dln/conv/tasks.hpp"
#include "dln/conv/visible.hpp"

namespace dln::conv {

namespace {

/**
 * Calls start(plane, phase, whole) for each phase of each plane, where `whole` says that all of the phase lies in the
 * plane, and then copy(pixel of the plane, pixel of the phase) for all pixels that do.
 */
template <typename Image, typename Part, typename Start, typename Copy>
void for_each_pixel(const Phases& p, std::size_t batch, Image* images, Part* parts, std::size_t threads,
                    const Start& start, const Copy& copy) {
  const std::size_t part_size = p.phase_height * p.phase_width;
  const auto run_phase = [&](Image* plane, Part* part, std::size_t a, std::size_t b) {
    const Range rows =
        seeing_outputs(p.phase_height, p.step_down, std::ptrdiff_t(a) - std::ptrdiff_t(p.offset_top), p.height);
    const Range columns =
        seeing_outputs(p.phase_width, p.step_along, std::ptrdiff_t(b) - std::ptrdiff_t(p.offset_left), p.width);
    start(part, (rows.end - rows.begin) * (columns.end - columns.begin) == part_size);
    for (std::size_t i = rows.begin; i < rows.end; ++i) {
      Image* row = plane + (a + i * p.step_down - p.offset_top) * p.width;
      for (std::size_t j = columns.begin; j < columns.end; ++j)
        copy(row[b + j * p.step_along - p.offset_left], part[i * p.phase_width + j]);
    }
  };
  for_each_task(
      batch * p.stacks * p.planes,
      [&](std::size_t task, std::size_t) {
        const std::size_t stack = task / p.planes, plane = task % p.planes;
        for (std::size_t a = 0; a < p.step_down; ++a)
          for (std::size_t b = 0; b < p.step_along; ++b) {
            const std::size_t phase = (stack * p.step_down + a) * p.step_along + b;
            run_phase(images + task * p.height * p.width, parts + (phase * p.planes + plane) * part_size, a, b);
          }
      },
      threads);
}

/** One axis of the images that a convolution reads. */
struct Axis {
  std::size_t outputs;         ///< of the convolution without stride or dilation
  std::size_t taps;            ///< of its kernel
  std::size_t offset;          ///< zeros before the image
  std::size_t extent;          ///< of a phase
  std::size_t padding_before;  ///< of a phase
  std::size_t padding_after;   ///< of a phase
};

Axis axis(std::size_t extent, std::size_t padding, std::size_t outputs, std::size_t taps, std::size_t stride,
          std::size_t dilation) {
  const std::size_t step = stride * dilation;  // one of them is one
  Axis a{};
  a.outputs = ceil_divide(outputs, dilation);
  a.taps = ceil_divide(taps, stride);
  a.offset = padding % step;
  a.padding_before = padding / step;
  const std::size_t seen = a.outputs + a.taps - 1 - a.padding_before;  // from the first pixel on
  a.extent = std::min(ceil_divide(extent + a.offset, step), seen);
  a.padding_after = seen - a.extent;
  return a;
}

}  // namespace

Phased phased(const Geometry& g) {
  const std::size_t P = output_height(g), Q = output_width(g);
  const Axis down = axis(g.height, g.padding_top, P, g.kernel_height, g.stride_height, g.dilation_height);
  const Axis along = axis(g.width, g.padding_left, Q, g.kernel_width, g.stride_width, g.dilation_width);
  const std::size_t strides = g.stride_height * g.stride_width, dilations = g.dilation_height * g.dilation_width;
  Phased result{.geometry = g, .images = dilations, .x = {}, .weights = {}, .y = {}};
  if (strides * dilations == 1) return result;

  // [Take a convolution apart]
  result.geometry = {.channels = g.channels * strides,
                     .height = down.extent,
                     .width = along.extent,
                     .filters = g.filters,
                     .kernel_height = down.taps,
                     .kernel_width = along.taps,
                     .padding_top = down.padding_before,
                     .padding_bottom = down.padding_after,
                     .padding_left = along.padding_before,
                     .padding_right = along.padding_after,
                     .groups = g.groups};
  result.x = {.stacks = g.groups,
              .planes = g.channels / g.groups,
              .height = g.height,
              .width = g.width,
              .step_down = g.stride_height * g.dilation_height,
              .step_along = g.stride_width * g.dilation_width,
              .offset_top = down.offset,
              .offset_left = along.offset,
              .phase_height = down.extent,
              .phase_width = along.extent};
  if (strides > 1)
    result.weights = {.planes = g.channels / g.groups,
                      .height = g.kernel_height,
                      .width = g.kernel_width,
                      .step_down = g.stride_height,
                      .step_along = g.stride_width,
                      .phase_height = down.taps,
                      .phase_width = along.taps};
  else
    result.y = {.planes = g.filters,
                .height = P,
                .width = Q,
                .step_down = g.dilation_height,
                .step_along = g.dilation_width,
                .phase_height = down.outputs,
                .phase_width = along.outputs};
  // [Take a convolution apart]
  if (dilations > 1) result.x.planes *= std::exchange(result.x.stacks, 1);  // the phases contain all groups
  return result;
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
  if (phases.phase_height * phases.step_down - phases.offset_top < phases.height ||
      phases.phase_width * phases.step_along - phases.offset_left < phases.width)
    std::fill_n(images, batch * phases.stacks * phases.planes * phases.height * phases.width, T(0));
  for_each_pixel(
      phases, batch, images, parts, threads, [](const T*, bool) {}, [](T& pixel, const T& part) { pixel = part; });
}

template <typename T>
void add_merged(const Phases& phases, std::size_t batch, const T* parts, T* images, std::size_t threads) {
  for_each_pixel(
      phases, batch, images, parts, threads, [](const T*, bool) {}, [](T& pixel, const T& part) { pixel += part; });
}

#define DLN_INSTANTIATE(T)                                                    \
  template void split(const Phases&, std::size_t, const T*, T*, std::size_t); \
  template void merge(const Phases&, std::size_t, const T*, T*, std::size_t); \
  template void add_merged(const Phases&, std::size_t, const T*, T*, std::size_t);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv

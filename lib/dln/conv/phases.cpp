#include "dln/conv/phases.hpp"

#include <algorithm>
#include <type_traits>

#include "dln/conv/tasks.hpp"
#include "dln/conv/visible.hpp"
#include "dln/core/error.hpp"

namespace dln::conv {

namespace {

/** Calls body with the step, as a constant where it is the most usual one: the compiler has
 * instructions for that. */
template <typename Body>
void with_step(std::size_t step, const Body& body) {
  if (step == 2)
    body(std::integral_constant<std::size_t, 2>{});
  else
    body(step);
}

/**
 * Calls copy(pixel of the plane, pixel of the phase) for all pixels of one phase of one plane,
 * row by row, or clear(pixel of the phase) for those that lie outside the plane.
 */
template <typename Pixel, typename Element, typename Copy, typename Clear>
void copy_rows(const Phases& p, std::size_t a, std::size_t b, Pixel* plane, Element* part,
               const Copy& copy, const Clear& clear) {
  const Range columns = seeing_outputs(
      p.phase_width, p.step_along, std::ptrdiff_t(b) - std::ptrdiff_t(p.offset_left), p.width);
  with_step(p.step_along, [&](auto step) {
    for (std::size_t i = 0; i < p.phase_height; ++i, part += p.phase_width) {
      const std::size_t row =
          a + i * p.step_down - p.offset_top;  // beyond any height, where it is above the plane
      const Range inside = row < p.height ? columns : Range{0, 0};
      const std::size_t first = row * p.width + b + inside.begin * step - p.offset_left;
      for (std::size_t j = 0; j < inside.begin; ++j) clear(part[j]);
      for (std::size_t j = inside.begin; j < inside.end; ++j)
        copy(plane[first + (j - inside.begin) * step], part[j]);
      for (std::size_t j = inside.end; j < p.phase_width; ++j) clear(part[j]);
    }
  });
}

/** The same for some planes of one phase, pixel by pixel, where planes are as small as a
 * kernel. */
template <typename Pixel, typename Element, typename Copy, typename Clear>
void copy_pixels(const Phases& p, std::size_t a, std::size_t b, std::size_t count,
                 Pixel* planes, Element* parts, const Copy& copy, const Clear& clear) {
  const std::size_t plane_size = p.height * p.width, part_size = p.phase_height * p.phase_width;
  for (std::size_t i = 0; i < p.phase_height; ++i)
    for (std::size_t j = 0; j < p.phase_width; ++j, ++parts) {
      const std::size_t row = a + i * p.step_down - p.offset_top,
                        column = b + j * p.step_along - p.offset_left;
      if (row < p.height && column < p.width)
        for (std::size_t c = 0; c < count; ++c)
          copy(planes[c * plane_size + row * p.width + column], parts[c * part_size]);
      else
        for (std::size_t c = 0; c < count; ++c) clear(parts[c * part_size]);
    }
}

/** Calls copy, or clear, for all pixels of all phases. */
template <typename Pixel, typename Element, typename Copy, typename Clear>
void for_each_pixel(const Phases& p, std::size_t batch, Pixel* images, Element* parts,
                    std::size_t threads, const Copy& copy, const Clear& clear) {
  const std::size_t plane_size = p.height * p.width, part_size = p.phase_height * p.phase_width;
  constexpr std::size_t small = 8, small_together = 32;
  const std::size_t together = p.phase_width < small ? small_together : 1;  // planes of a task
  const std::size_t pieces = ceil_divide(p.planes, together);
  for_each_task(
      batch * p.stacks * pieces,
      [&](std::size_t task, std::size_t) {
        const std::size_t stack = task / pieces, c = task % pieces * together;
        for (std::size_t a = 0; a < p.step_down; ++a)
          for (std::size_t b = 0; b < p.step_along; ++b) {
            const std::size_t phase = (stack * p.step_down + a) * p.step_along + b;
            Pixel* plane = images + (stack * p.planes + c) * plane_size;
            Element* part = parts + (phase * p.planes + c) * part_size;
            if (p.phase_width < small)
              copy_pixels(p, a, b, std::min(together, p.planes - c), plane, part, copy, clear);
            else
              copy_rows(p, a, b, plane, part, copy, clear);
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

Axis axis(std::size_t extent, std::size_t padding, std::size_t outputs, std::size_t taps,
          std::size_t stride, std::size_t dilation) {
  // [Take one axis apart]
  const std::size_t step = stride * dilation;  // one of them is one
  Axis a{};
  a.outputs = ceil_divide(outputs, dilation);
  a.taps = ceil_divide(taps, stride);
  // What padding is beyond a multiple of the step, or beyond
  // what any output sees, is made of real zeros.
  a.padding_before = std::min(padding / step, a.outputs + a.taps - 2);
  a.offset = padding - a.padding_before * step;
  const std::size_t seen = a.outputs + a.taps - 1 - a.padding_before;
  a.extent = std::min(ceil_divide(extent + a.offset, step), seen);
  a.padding_after = seen - a.extent;
  // [Take one axis apart]
  return a;
}

}  // namespace

Phased phased(const Geometry& g) {
  const std::size_t P = output_height(g), Q = output_width(g);
  const Axis down =
      axis(g.height, g.padding_top, P, g.kernel_height, g.stride_height, g.dilation_height);
  const Axis along =
      axis(g.width, g.padding_left, Q, g.kernel_width, g.stride_width, g.dilation_width);
  const std::size_t strides = g.stride_height * g.stride_width,
                    dilations = g.dilation_height * g.dilation_width;
  if (strides > 1 && dilations > 1)
    throw Error("convolution taken apart into phases", "a stride or dilation", "both");
  Phased result{.geometry = g, .images = 1, .x = {}, .weights = {}, .y = {}};
  if (strides * dilations == 1) return result;

  // [Let phases be channels, or images]
  result.images = dilations;
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
  // [Let phases be channels, or images]
  const std::size_t stacks =
      dilations > 1 ? 1 : g.groups;  // an image that is a phase has all groups
  result.x = {.stacks = stacks,
              .planes = g.channels / stacks,
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
  return result;
}

template <typename T>
void split(const Phases& phases, std::size_t batch, const T* images, T* parts,
           std::size_t threads) {
  for_each_pixel(
      phases, batch, images, parts, threads, [](const T& pixel, T& part) { part = pixel; },
      [](T& part) { part = 0; });
}

template <typename T>
void merge(const Phases& phases, std::size_t batch, const T* parts, T* images,
           std::size_t threads) {
  if (phases.phase_height * phases.step_down < phases.height + phases.offset_top ||
      phases.phase_width * phases.step_along < phases.width + phases.offset_left)
    std::fill_n(images, batch * phases.stacks * phases.planes * phases.height * phases.width,
                T(0));
  for_each_pixel(
      phases, batch, images, parts, threads, [](T& pixel, const T& part) { pixel = part; },
      [](const T&) {});
}

template <typename T>
void add_merged(const Phases& phases, std::size_t batch, const T* parts, T* images,
                std::size_t threads) {
  for_each_pixel(
      phases, batch, images, parts, threads, [](T& pixel, const T& part) { pixel += part; },
      [](const T&) {});
}

#define DLN_INSTANTIATE(T)                                                    \
  template void split(const Phases&, std::size_t, const T*, T*, std::size_t); \
  template void merge(const Phases&, std::size_t, const T*, T*, std::size_t); \
  template void add_merged(const Phases&, std::size_t, const T*, T*, std::size_t);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv

/**
 * @file
 * Loops that pooling layers share: a row of windows at once, one pixel of each after the other,
 * so that neighbouring windows stand side by side in a vector.
 */
#pragma once

#include <type_traits>

#include "dln/core/loops.hpp"
#include "dln/layers/pooling.hpp"

namespace dln {

/** One pixel of each of some neighbouring windows of a row. */
struct Tap {
  std::size_t number;   ///< of the pixel in its window, row by row
  WindowRange windows;  ///< those whose pixel lies on the image
  std::size_t pixel;    ///< that the first of them sees, in its plane; the next sees the one
                        ///< stride_width further
};

/**
 * Calls body(tap) for every pixel of the windows in row p of a plane, in the order of the
 * window, or backwards in the columns: then what a pixel of the image gets comes in the order
 * of its windows.
 */
template <typename Body>
void for_each_tap(const Pooling& window, const Shape& x, std::size_t p, std::size_t Q,
                  bool backwards, const Body& body) {
  const Patch rows = window.patch(x, p, 0);
  for (std::size_t i = rows.top; i < rows.bottom; ++i)
    for (std::size_t column = 0; column < window.width; ++column) {
      const std::size_t s = backwards ? window.width - 1 - column : column;
      const WindowRange windows = window.windows_seeing(x, s, Q);
      const std::size_t number =
          (i + window.padding_top - p * window.stride_height) * window.width + s;
      if (windows.first < windows.last)
        body(Tap{number, windows,
                 i * x.width + windows.first * window.stride_width + s - window.padding_left});
    }
}

/** Calls body(stride): as a constant where it is one or two, so that loops over neighbouring
 * windows are vectorised. */
template <typename Body>
void with_stride(std::size_t stride, const Body& body) {
  if (stride == 1)
    body(std::integral_constant<std::size_t, 1>{});
  else if (stride == 2)
    body(std::integral_constant<std::size_t, 2>{});
  else
    body(stride);
}

/** Calls body(plane) for every channel of every example, divided among the threads. */
template <typename Body>
void for_each_plane(const Shape& x, const Body& body) {
  parallel_items(x.examples * x.channels, x.height * x.width,
                 [&](std::size_t begin, std::size_t end) {
                   for (std::size_t plane = begin; plane < end; ++plane) body(plane);
                 });
}

}  // namespace dln

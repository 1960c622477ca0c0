/**
 * @file
 * Max pooling of a row of windows at once. `plain::max_pool` says what is computed.
 */
#pragma once

#include <cstdint>

#include "dln/layers/pooling.hpp"

namespace dln::max_pool {

/** Whether windows are the usual ones: 2 x 2, side by side, without padding. */
bool side_by_side(const Pooling& window);

/**
 * Row p of the windows of a plane: the greatest pixel of each, and which pixel of its window
 * that is.
 * @param image H x W
 * @param Q windows in the row
 */
template <typename T, typename Number>
void take_row(const Pooling& window, const Shape& x, std::size_t p, std::size_t Q,
              const T* image, T* greatest, Number* taken);

/** The same of windows side by side. @param image H x W */
template <typename T>
void take_squares(const Shape& x, std::size_t p, std::size_t Q, const T* image, T* greatest,
                  std::uint8_t* taken);

/** The gradients of a plane's windows side by side; writes every pixel. @param dy,taken P x Q
 * @param image H x W */
template <typename T>
void give_squares(const Shape& x, std::size_t P, std::size_t Q, const T* dy,
                  const std::uint8_t* taken, T* image);

}  // namespace dln::max_pool

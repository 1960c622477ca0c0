/**
 * @file
 * How a sliding convolution divides its outputs into tasks, and the window that a task copies
 * of the images: with its padding, and with those columns together that neighbouring outputs
 * see through one tap.
 */
#pragma once

#include <array>

#include "dln/conv/direct_taps.hpp"
#include "dln/conv/geometry.hpp"
#include "dln/conv/visible.hpp"

namespace dln::conv::sliding {

/** The taps of an axis that positions of one phase see, if none is padding. */
struct Taps {
  std::size_t first;  ///< the first of them
  std::size_t count;  ///< how many
  std::size_t step;   ///< from one to the next
};

/**
 * Finds them.
 * @param axis of the layer
 * @param phase the remainder of the position by tap_scale
 * @return the taps
 */
Taps taps_of(const direct::Axis& axis, std::size_t phase);

/** How the outputs are divided into tasks, and what the window of a task holds. */
struct Plan {
  direct::Layer layer;         ///< as its taps
  std::size_t block_rows = 1;  ///< of the output, in a task
  std::size_t blocks = 1;      ///< of rows in an image
  std::size_t left = 0;        ///< columns of padding
  std::size_t run =
      0;  ///< elements of the window that neighbouring outputs may see through one tap
  std::size_t row = 0;          ///< elements of a row of the window
  std::size_t plane = 0;        ///< elements of a channel of the window
  std::size_t window_rows = 0;  ///< rows of the window
};

/**
 * Divides the outputs.
 * @param g the convolution
 * @param direction forward or backward_data
 * @param batch N, how many images
 * @param threads how many share the work
 * @return the plan
 */
template <typename T>
Plan plan(const Geometry& g, Direction direction, std::size_t batch, std::size_t threads);

/**
 * The first row of the image that a block of outputs might see.
 * @param p the plan
 * @param output_row the block's first
 * @return the row, negative in the padding
 */
std::ptrdiff_t first_row(const Plan& p, std::size_t output_row);

/**
 * Copies the rows of the images that a block of outputs sees, zero where they see padding.
 * @param p the plan
 * @param x the image's group: channels x height x width
 * @param output_row the block's first
 * @param window channels x window_rows x row
 */
template <typename T>
void fill_window(const Plan& p, const T* x, std::size_t output_row, T* window);

/** Terms that are summed at a time, at most. */
inline constexpr std::size_t max_terms = 512;

/**
 * Outputs of one phase, and some of the terms of their sums: channel by channel, tap by tap.
 */
struct Terms {
  std::size_t row_phase = 0;     ///< remainder of the outputs' rows by tap_scale
  std::size_t column_phase = 0;  ///< and of their columns
  std::size_t before = 0;        ///< terms of other channels before these
  std::size_t count = 0;         ///< how many these are
  std::array<std::size_t, max_terms>
      where;  ///< in the window, seen from the phase's first output
};

/**
 * Finds where the terms of some channels lie.
 * @param p the plan
 * @param channels at most max_terms / taps of them
 * @param terms whose phases are set
 */
void find_terms(const Plan& p, Range channels, Terms& terms);

}  // namespace dln::conv::sliding

/**
 * @file
 * How a sliding convolution divides its outputs into tasks, and the window that a task copies of the images: with its
 * padding, and with those columns together that neighbouring outputs see through one tap.
 */
#pragma once

#include "dln/conv/direct_taps.hpp"
#include "dln/conv/geometry.hpp"

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
  direct::Layer layer;          ///< as its taps
  std::size_t block_rows = 1;   ///< of the output, in a task
  std::size_t blocks = 1;       ///< of rows in an image
  std::size_t left = 0;         ///< columns of padding
  std::size_t run = 0;          ///< elements of the window that neighbouring outputs may see through one tap
  std::size_t row = 0;          ///< elements of a row of the window
  std::size_t plane = 0;        ///< elements of a channel of the window
  std::size_t window_rows = 0;  ///< rows of the window
};

/**
 * Divides the outputs.
 * @param g the convolution
 * @param pass forward or backward_data
 * @param batch N, how many images
 * @param threads how many share the work
 * @return the plan
 */
template <typename T>
Plan plan(const Geometry& g, Pass pass, std::size_t batch, std::size_t threads);

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

}  // namespace dln::conv::sliding

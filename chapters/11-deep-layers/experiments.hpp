// The experiments of chapter 11, in the book's order. The page is book/11-deep-layers.md.
#pragma once

#include "dln/layers/sequential.hpp"
#include "program/chapter.hpp"
#include "program/compare.hpp"
#include "program/images.hpp"

namespace chapter {

// transposed.cpp
/** One transposed convolution, computed in several ways; sizes that a convolution forgets. */
dln::program::Report look_at_transposed(const dln::program::Options& options);
/** How many filters reach a pixel, by kernel and stride. */
dln::program::Report count_overlaps(const dln::program::Options& options);

// enlarging.cpp
/** One image made larger, in every way. */
dln::program::Report enlarge(const dln::program::Images& images);

/** How a level of the network gets past the smaller ones below it. */
enum class Skip { none, sum, concatenation };

/** How it makes images larger. */
enum class Up {
  nearest,
  bilinear,
  transposed2,
  transposed3,
  transposed4,
  bilinear_start,
  unpooling
};

/** A network that makes images smaller and larger again. */
struct Plan {
  Skip skip = Skip::none;    // beside every level
  Up up = Up::nearest;       // from every level
  std::size_t channels = 8;  // of the first level; twice as many on each further one
  std::size_t levels = 3;    // each halves the image's sides
};

// down_and_up.cpp
/** Adds the plan's layers: from images to images of the same shape. */
void build(dln::Sequential<float>& network, const Plan& plan, std::size_t channels,
           const dln::Random& random);

// denoising.cpp
/** Networks that take noise off images, with skips and without. */
dln::program::Report lose_and_keep(const dln::program::Images& images,
                                   const dln::program::Options& options);
/** The same without skips, by the way up. */
dln::program::Report compare_ways_up(const dln::program::Images& images,
                                     const dln::program::Options& options);

/** What a stack's layers are. */
enum class Kind { plain, highway, residual, closed_residual };

// stacks.cpp
/** Adds dense layers of equal width; a residual block holds two, and each part is named by its
 * number. */
void add_stack(dln::Sequential<float>& network, Kind kind, std::size_t depth, std::size_t width,
               double gate_bias, const dln::Random& random);

// depth.cpp
/** What fifty layers make of a signal and of its gradient before they have learnt. */
dln::program::Report look_through_stacks(const dln::program::Images& images,
                                         const dln::program::Options& options);
/** Stacks of 10 to 50 layers, trained. */
dln::program::Report train_stacks(const dln::program::Images& images,
                                  const dln::program::Options& options);

}  // namespace chapter

/**
 * @file
 * A dilated convolution as several without dilation. Outputs that are not a multiple of d apart see no pixel in common:
 * so every d-th output, with every d-th pixel, is a convolution of its own. Such a part of an image is called a phase.
 */
#pragma once

#include <cstddef>

#include "dln/conv/geometry.hpp"

namespace dln::conv {

/** Images, and how they fall into phases: row i of phase a is row a + i step - offset of the image, or zero. */
struct Phases {
  std::size_t planes;        ///< channels of an image
  std::size_t height;        ///< of an image
  std::size_t width;         ///< of an image
  std::size_t step_down;     ///< phases from top to bottom
  std::size_t step_along;    ///< phases from left to right
  std::size_t offset_top;    ///< rows of zeros that make the padding a multiple of the step
  std::size_t offset_left;   ///< columns of zeros, likewise
  std::size_t phase_height;  ///< of a phase
  std::size_t phase_width;   ///< of a phase

  /** Phases of an image. @return how many */
  std::size_t count() const { return step_down * step_along; }

  /** Elements of all phases of an image. @return how many */
  std::size_t size() const { return count() * planes * phase_height * phase_width; }
};

/**
 * Whether the kernel's pixels lie apart.
 * @param g the convolution
 * @return true if so
 */
bool is_dilated(const Geometry& g);

/**
 * The convolution that each phase undergoes; its batch has phases instead of images.
 * @param g the convolution, with strides of one
 * @return without dilation
 */
Geometry phase_geometry(const Geometry& g);

/**
 * The phases of its images.
 * @param g the convolution
 * @return how x is taken apart
 */
Phases input_phases(const Geometry& g);

/**
 * The phases of its outputs.
 * @param g the convolution
 * @return how y is taken apart
 */
Phases output_phases(const Geometry& g);

/**
 * Takes images apart.
 * @param phases how
 * @param batch N, how many images
 * @param images N x planes x height x width
 * @param parts N x step_down x step_along x planes x phase_height x phase_width
 * @param threads how many share the work
 */
template <typename T>
void split(const Phases& phases, std::size_t batch, const T* images, T* parts, std::size_t threads);

/**
 * Puts them together again; pixels of phases that lie outside the images are left out.
 * @param phases how
 * @param batch N, how many images
 * @param parts N x step_down x step_along x planes x phase_height x phase_width
 * @param images N x planes x height x width
 * @param threads how many share the work
 */
template <typename T>
void merge(const Phases& phases, std::size_t batch, const T* parts, T* images, std::size_t threads);

}  // namespace dln::conv

/**
 * @file
 * A convolution with stride or dilation as one without, of images that were taken apart: every
 * s-th row and column of an image makes an image of its own, a phase, and there are s x s of
 * them.
 *
 * Dilation d: outputs that are no multiple of d apart see no pixel in common, so each phase of
 * the outputs is a convolution of one phase of the image. The phases become images of a larger
 * batch. Stride s: neighbouring outputs see neighbouring pixels of each phase, through every
 * s-th row and column of the kernel. Phases become channels, and so do those of the kernels,
 * each of ceil(R/s) x ceil(S/s); where s does not divide R, some of their weights are zero.
 */
#pragma once

#include <cstddef>

#include "dln/conv/geometry.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv {

/** How planes are taken apart: row i of phase a is row a + i step - offset of the plane, or
 * zeros. */
struct Phases {
  std::size_t stacks = 1;      ///< of an image, taken apart each by itself: its groups, or one
  std::size_t planes = 1;      ///< of a stack
  std::size_t height = 1;      ///< of a plane
  std::size_t width = 1;       ///< of a plane
  std::size_t step_down = 1;   ///< phases from top to bottom
  std::size_t step_along = 1;  ///< phases from left to right
  std::size_t offset_top = 0;  ///< rows of zeros, which make the padding a multiple of the step
  std::size_t offset_left = 0;   ///< columns of zeros, likewise
  std::size_t phase_height = 1;  ///< of a plane's phase
  std::size_t phase_width = 1;   ///< of a plane's phase

  /** Whether there is anything to take apart. @return false if the only phase is the whole */
  bool apart() const { return step_down * step_along > 1; }

  /** Elements of all phases of an image; none if it stays whole. @return how many */
  std::size_t size() const {
    return apart() ? stacks * step_down * step_along * planes * phase_height * phase_width : 0;
  }
};

/** A convolution taken apart. */
struct Phased {
  Geometry geometry;   ///< of the phases, without stride and dilation
  std::size_t images;  ///< that one image becomes
  Phases x;            ///< of the input
  Phases weights;      ///< of the kernels; its images are the filters
  Phases y;            ///< of the output
};

/**
 * Takes a convolution apart; one without stride and dilation stays as it is.
 * @param g the convolution, with stride or with dilation but not both
 * @return its phases
 * @throws dln::Error where it has both
 */
Phased phased(const Geometry& g);

/**
 * Takes images apart.
 * @param phases how
 * @param batch N, how many images
 * @param images N x stacks x planes x height x width
 * @param parts N x stacks x step_down x step_along x planes x phase_height x phase_width
 * @param threads how many share the work
 */
template <typename T>
void split(const Phases& phases, std::size_t batch, const T* images, T* parts,
           std::size_t threads);

/**
 * Takes images apart, in scratch memory; those that stay whole stay where they are.
 * @param phases how
 * @param batch N, how many images
 * @param images N x stacks x planes x height x width
 * @param slices scratch memory, of which it takes batch x size elements
 * @param threads how many share the work
 * @return the parts
 */
template <typename T>
const T* taken_apart(const Phases& phases, std::size_t batch, const T* images,
                     Slices<T>& slices, std::size_t threads) {
  if (!phases.apart()) return images;
  T* parts = slices.take(batch * phases.size());
  split(phases, batch, images, parts, threads);
  return parts;
}

/**
 * Puts images together again; what no phase has is zero.
 * @param phases how
 * @param batch N, how many images
 * @param parts as split writes them
 * @param images N x stacks x planes x height x width
 * @param threads how many share the work
 */
template <typename T>
void merge(const Phases& phases, std::size_t batch, const T* parts, T* images,
           std::size_t threads);

/**
 * Puts images together and adds them to those that are there.
 * @param phases how
 * @param batch N, how many images
 * @param parts as split writes them
 * @param images N x stacks x planes x height x width
 * @param threads how many share the work
 */
template <typename T>
void add_merged(const Phases& phases, std::size_t batch, const T* parts, T* images,
                std::size_t threads);

}  // namespace dln::conv

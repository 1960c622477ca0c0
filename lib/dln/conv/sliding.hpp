/**
 * @file
 * A convolution of few channels, and the gradient of few filters' weights: the kernel slides
 * over a padded copy of some rows, and neighbouring outputs are the vector lanes. What
 * neighbouring outputs see through one tap are neighbouring pixels, read where they lie:
 * neither columns are written nor does any image change layout.
 */
#pragma once

#include "dln/conv/geometry.hpp"
#include "dln/conv/weights.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv::sliding {

/**
 * Whether this is the better way to multiply: few channels are read or written.
 * @param g the convolution
 * @param direction forward or backward_data
 * @return true if so
 */
bool suitable(const Geometry& g, Direction direction);

/**
 * Brings the weights into the order of the sums' terms, phase by phase.
 * @param g the convolution
 * @param direction forward or backward_data
 * @param weight K x C/groups x R x S
 * @param ready as many elements
 */
template <typename T>
void transform_weights(const Geometry& g, Direction direction,
                       const T* weight /* K x C/groups x R x S */, T* ready);

/**
 * naive::forward, or with direction backward_data naive::backward_data.
 * @param g the convolution
 * @param direction forward or backward_data
 * @param batch N, how many images
 * @param x N x C x H x W, or dy
 * @param weight transformed for the direction, or as they are
 * @param bias K, or null
 * @param y N x K x P x Q, or dx
 * @param memory as much as workspace_size tells
 * @param threads how many share the work
 */
template <typename T>
void multiply_images(const Geometry& g, Direction direction, std::size_t batch,
                     const T* x /* N x C x H x W, or dy */, const Weights<T>& weight,
                     const T* bias /* K, or null */, T* y /* N x K x P x Q, or dx */, T* memory,
                     std::size_t threads);

/**
 * Elements of scratch for multiply_images.
 * @param g the convolution
 * @param direction forward or backward_data
 * @param batch N, how many images
 * @param ready whether the weights are transformed beforehand
 * @param threads how many share the work
 * @return elements
 */
template <typename T>
std::size_t workspace_size(const Geometry& g, Direction direction, std::size_t batch,
                           bool ready, std::size_t threads);

/**
 * Whether this is the better way to the gradient of the weights: so few filters that they would
 * leave lanes empty, which neighbouring outputs fill, and not more weights than
 * sliding_window.hpp has places for. Never with one tap, which would not repay the copy of the
 * pixels, nor with one lane.
 * @param g the convolution
 * @return true if so
 */
template <typename T>
bool suitable_for_weights(const Geometry& g);

/**
 * naive::backward_weights, without the bias.
 * @param g the convolution
 * @param batch N, how many images
 * @param x N x C x H x W
 * @param dy N x K x P x Q
 * @param dweight K x C/groups x R x S
 * @param memory as much as weights_workspace_size tells
 * @param threads how many share the work
 */
template <typename T>
void backward_weights(const Geometry& g, std::size_t batch, const T* x /* N x C x H x W */,
                      const T* dy /* N x K x P x Q */, T* dweight /* K x C/groups x R x S */,
                      T* memory, std::size_t threads);

/**
 * Elements of scratch for backward_weights.
 * @param g the convolution
 * @param batch N, how many images
 * @param threads how many share the work
 * @return elements
 */
template <typename T>
std::size_t weights_workspace_size(const Geometry& g, std::size_t batch, std::size_t threads);

}  // namespace dln::conv::sliding

/**
 * @file
 * The direct convolution of many channels: a block of output rows at a time, whose input is
 * brought into a window with the channels of a pixel side by side, and multiplied by one block
 * of filters after the other.
 */
#pragma once

#include "dln/conv/direct_taps.hpp"
#include "dln/conv/weights.hpp"

namespace dln::conv::direct {

/** How the output is cut into blocks of rows, and what scratch a thread takes for one. */
struct Plan {
  std::size_t blocks;        ///< of rows, in an image
  std::size_t filter_parts;  ///< into which the blocks of filters are divided
  std::size_t window_size;   ///< elements of a window, from one thread's to the next
  std::size_t
      products_size;  ///< elements of the products, before they are brought back, likewise
  std::size_t weights_size;  ///< of a block of filters
  std::size_t kept;          ///< blocks of filters that each thread packs for itself and keeps
  std::size_t kept_size;     ///< elements of these blocks, from one thread's to the next
  bool packed_first;         ///< whether all are packed first, for all threads
  bool by_filters;  ///< whether a thread begins with its part of the filters, instead of its
                    ///< blocks of rows
  std::size_t threads;  ///< that share the work
};

/**
 * Chooses the blocks.
 * @param layer one group of the convolution
 * @param batch N, how many images
 * @param threads how many share the work
 * @param ready whether the weights are packed beforehand
 * @return the plan
 */
template <typename T>
Plan plan(const Layer& layer, std::size_t batch, std::size_t threads, bool ready);

/**
 * Computes all images.
 * @param layer one group of the convolution
 * @param p its plan
 * @param batch N, how many images
 * @param x N x groups x channels x H x W
 * @param weight packed, or as they are
 * @param bias groups x filters, or null
 * @param y N x groups x filters x P x Q
 * @param memory blocks_scratch elements
 */
template <typename T>
void multiply_blocks(const Layer& layer, const Plan& p, std::size_t batch, const T* x,
                     const Weights<T>& weight, const T* bias, T* y, T* memory);

/**
 * Elements of scratch for multiply_blocks.
 * @param p its plan
 * @return elements
 */
template <typename T>
std::size_t blocks_scratch(const Plan& p);

}  // namespace dln::conv::direct

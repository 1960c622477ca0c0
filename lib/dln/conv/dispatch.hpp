/**
 * @file
 * One convolution for all shapes: the cost model picks the algorithm, unless the caller does.
 */
#pragma once

#include <optional>

#include "dln/conv/cost.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv {

/**
 * naive::forward by the algorithm that `choose` picks, or by `forced`.
 * @param g the convolution
 * @param batch N, how many images
 * @param x N x C x H x W
 * @param weight K x C/groups x R x S
 * @param bias K, or null
 * @param y N x K x P x Q
 * @param workspace scratch memory, which grows when it must
 * @param forced the algorithm, where it is not to be chosen
 * @throws dln::Error if that cannot do it
 */
template <typename T>
void forward(const Geometry& g, std::size_t batch, const T* x /* N x C x H x W */,
             const T* weight /* K x C/groups x R x S */, const T* bias /* K, or null */,
             T* y /* N x K x P x Q */, Workspace<T>& workspace,
             std::optional<Algorithm> forced = {});

/**
 * naive::backward_data, likewise: writes dx.
 * @param g the convolution
 * @param batch N, how many images
 * @param dy N x K x P x Q
 * @param weight K x C/groups x R x S
 * @param dx N x C x H x W
 * @param workspace scratch memory, which grows when it must
 * @param forced the algorithm, where it is not to be chosen
 */
template <typename T>
void backward_data(const Geometry& g, std::size_t batch, const T* dy /* N x K x P x Q */,
                   const T* weight /* K x C/groups x R x S */, T* dx /* N x C x H x W */,
                   Workspace<T>& workspace, std::optional<Algorithm> forced = {});

/**
 * naive::backward_weights, likewise: adds to dweight and dbias.
 * @param g the convolution
 * @param batch N, how many images
 * @param x N x C x H x W
 * @param dy N x K x P x Q
 * @param dweight K x C/groups x R x S
 * @param dbias K, or null
 * @param workspace scratch memory, which grows when it must
 * @param forced the algorithm, where it is not to be chosen
 */
template <typename T>
void backward_weights(const Geometry& g, std::size_t batch, const T* x /* N x C x H x W */,
                      const T* dy /* N x K x P x Q */, T* dweight /* K x C/groups x R x S */,
                      T* dbias /* K, or null */, Workspace<T>& workspace,
                      std::optional<Algorithm> forced = {});

/**
 * Weights in the form that one algorithm reads them in, for a network that no longer learns.
 */
template <typename T>
struct Ready {
  Algorithm algorithm;  ///< that reads them
  const T* weights;     ///< in its own layout
};

/**
 * Elements that `prepare` writes for this batch size.
 * @param g the convolution
 * @param batch N, how many images
 * @param forced the algorithm, where it is not to be chosen
 * @return elements
 */
template <typename T>
std::size_t ready_size(const Geometry& g, std::size_t batch,
                       std::optional<Algorithm> forced = {});

/**
 * Chooses an algorithm for Direction::forward and transforms the weights into `memory`, which
 * must outlive the result.
 * @param g the convolution
 * @param batch N, how many images
 * @param weight K x C/groups x R x S
 * @param memory ready_size elements
 * @param forced the algorithm, where it is not to be chosen
 * @return the weights, to be given to forward_ready
 */
template <typename T>
Ready<T> prepare(const Geometry& g, std::size_t batch,
                 const T* weight /* K x C/groups x R x S */, T* memory /* ready_size */,
                 std::optional<Algorithm> forced = {});

/**
 * `forward` with weights from `prepare`, for any batch size.
 * @param g the convolution
 * @param batch N, how many images
 * @param x N x C x H x W
 * @param ready transformed weights
 * @param bias K, or null
 * @param y N x K x P x Q
 * @param workspace scratch memory, which grows when it must
 */
template <typename T>
void forward_ready(const Geometry& g, std::size_t batch, const T* x /* N x C x H x W */,
                   const Ready<T>& ready, const T* bias /* K, or null */,
                   T* y /* N x K x P x Q */, Workspace<T>& workspace);

/**
 * Elements of scratch that a call by this algorithm reserves with this many threads.
 * @param g the convolution
 * @param batch N, how many images
 * @param direction forward, backward_data or backward_weights
 * @param algorithm which one
 * @param ready whether the weights are transformed beforehand
 * @param threads how many share the work
 * @return elements
 */
template <typename T>
std::size_t workspace_size(const Geometry& g, std::size_t batch, Direction direction,
                           Algorithm algorithm, bool ready, std::size_t threads);

}  // namespace dln::conv

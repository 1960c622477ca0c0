/**
 * @file
 * One convolution for all shapes: the cost model picks the algorithm, unless the caller does.
 */
#pragma once

#include <optional>

#include "dln/conv/cost.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv {

/** naive::forward by the algorithm that `choose` picks, or by `forced`. @throws dln::Error if that cannot do it */
template <typename T>
void forward(const Geometry& g, std::size_t batch, const T* x /* N x C x H x W */,
             const T* weight /* K x C/groups x R x S */, const T* bias /* K, or null */, T* y /* N x K x P x Q */,
             Workspace<T>& workspace, std::optional<Algorithm> forced = {});

/** naive::backward_data, likewise: writes dx. */
template <typename T>
void backward_data(const Geometry& g, std::size_t batch, const T* dy /* N x K x P x Q */,
                   const T* weight /* K x C/groups x R x S */, T* dx /* N x C x H x W */, Workspace<T>& workspace,
                   std::optional<Algorithm> forced = {});

/** naive::backward_weights, likewise: adds to dweight and dbias. */
template <typename T>
void backward_weights(const Geometry& g, std::size_t batch, const T* x /* N x C x H x W */,
                      const T* dy /* N x K x P x Q */, T* dweight /* K x C/groups x R x S */, T* dbias /* K, or null */,
                      Workspace<T>& workspace, std::optional<Algorithm> forced = {});

/** Weights in the form that one algorithm reads them in, for a network that no longer learns. */
template <typename T>
struct Ready {
  Algorithm algorithm;
  const T* weights;
};

/** Elements that `prepare` writes for this batch size. */
template <typename T>
std::size_t ready_size(const Geometry& g, std::size_t batch, std::optional<Algorithm> forced = {});

/** Chooses an algorithm for Pass::forward and transforms the weights into `memory`, which must outlive the result. */
template <typename T>
Ready<T> prepare(const Geometry& g, std::size_t batch, const T* weight /* K x C/groups x R x S */,
                 T* memory /* ready_size */, std::optional<Algorithm> forced = {});

/** `forward` with weights from `prepare`, for any batch size. */
template <typename T>
void forward_ready(const Geometry& g, std::size_t batch, const T* x /* N x C x H x W */, const Ready<T>& ready,
                   const T* bias /* K, or null */, T* y /* N x K x P x Q */, Workspace<T>& workspace);

/** Elements of scratch that a call by this algorithm reserves with this many threads. */
template <typename T>
std::size_t workspace_size(const Geometry& g, std::size_t batch, Pass pass, Algorithm algorithm, bool ready,
                           std::size_t threads);

}  // namespace dln::conv

#include "dln/conv/dispatch.hpp"

#include "dln/conv/direct.hpp"
#include "dln/conv/im2col.hpp"
#include "dln/conv/naive.hpp"
#include "dln/conv/strassen.hpp"
#include "dln/conv/strided.hpp"
#include "dln/conv/tasks.hpp"
#include "dln/conv/winograd.hpp"

namespace dln::conv {

namespace {

winograd::Points points(Algorithm algorithm) {
  return winograd::Points(tile_points(algorithm));
}

template <typename T>
Algorithm select(const Geometry& g, std::size_t batch, Direction direction, bool ready,
                 std::optional<Algorithm> forced) {
  check(g);
  if (!forced) return choose<T>(g, batch, direction, ready);
  if (*forced == Algorithm::strassen) strassen::expect_applicable(g);
  if (*forced == Algorithm::strided) strided::expect_applicable(g);
  if (is_winograd(*forced)) winograd::expect_applicable(g, points(*forced));
  return *forced;
}

}  // namespace

template <typename T>
void forward(const Geometry& g, std::size_t batch, const T* x, const T* weight, const T* bias,
             T* y, Workspace<T>& workspace, std::optional<Algorithm> forced) {
  if (batch == 0) return;  // there is nothing to compute, and nothing to divide the work by
  switch (const Algorithm algorithm = select<T>(g, batch, Direction::forward, false, forced)) {
    case Algorithm::naive:
      return naive::forward(g, batch, x, weight, bias, y);
    case Algorithm::im2col:
      return im2col::forward(g, batch, x, weight, bias, y, workspace);
    case Algorithm::direct:
      return direct::forward(g, batch, x, weight, bias, y, workspace);
    case Algorithm::strassen:
      return strassen::forward(g, batch, x, weight, bias, y, workspace);
    case Algorithm::strided:
      return strided::forward(g, batch, x, weight, bias, y, workspace);
    case Algorithm::winograd2:
    case Algorithm::winograd4:
    case Algorithm::winograd6:
      return winograd::forward(g, points(algorithm), batch, x, weight, bias, y, workspace);
  }
}

template <typename T>
void backward_data(const Geometry& g, std::size_t batch, const T* dy, const T* weight, T* dx,
                   Workspace<T>& workspace, std::optional<Algorithm> forced) {
  if (batch == 0) return;  // there is nothing to compute, and nothing to divide the work by
  switch (const Algorithm algorithm =
              select<T>(g, batch, Direction::backward_data, false, forced)) {
    case Algorithm::naive:
      return naive::backward_data(g, batch, dy, weight, dx);
    case Algorithm::im2col:
      return im2col::backward_data(g, batch, dy, weight, dx, workspace);
    case Algorithm::direct:
      return direct::backward_data(g, batch, dy, weight, dx, workspace);
    case Algorithm::strassen:
      return strassen::backward_data(g, batch, dy, weight, dx, workspace);
    case Algorithm::strided:
      return strided::backward_data(g, batch, dy, weight, dx, workspace);
    case Algorithm::winograd2:
    case Algorithm::winograd4:
    case Algorithm::winograd6:
      return winograd::backward_data(g, points(algorithm), batch, dy, weight, dx, workspace);
  }
}

template <typename T>
void backward_weights(const Geometry& g, std::size_t batch, const T* x, const T* dy, T* dweight,
                      T* dbias, Workspace<T>& workspace, std::optional<Algorithm> forced) {
  if (batch == 0) return;  // there is nothing to compute, and nothing to divide the work by
  switch (const Algorithm algorithm =
              select<T>(g, batch, Direction::backward_weights, false, forced)) {
    case Algorithm::naive:
      return naive::backward_weights(g, batch, x, dy, dweight, dbias);
    case Algorithm::im2col:
      return im2col::backward_weights(g, batch, x, dy, dweight, dbias, workspace);
    case Algorithm::direct:
    case Algorithm::strassen:  // which go that way, too
    case Algorithm::strided:
      return direct::backward_weights(g, batch, x, dy, dweight, dbias, workspace);
    case Algorithm::winograd2:
    case Algorithm::winograd4:
    case Algorithm::winograd6:
      return winograd::backward_weights(g, points(algorithm), batch, x, dy, dweight, dbias,
                                        workspace);
  }
}

template <typename T>
std::size_t ready_size(const Geometry& g, std::size_t batch, std::optional<Algorithm> forced) {
  switch (const Algorithm algorithm = select<T>(g, batch, Direction::forward, true, forced)) {
    case Algorithm::winograd2:
    case Algorithm::winograd4:
    case Algorithm::winograd6:
      return winograd::ready_size<T>(g, points(algorithm), Direction::forward);
    case Algorithm::direct:
      return direct::ready_size<T>(g, Direction::forward);
    case Algorithm::strassen:
      return strassen::ready_size(g);
    case Algorithm::strided:
      return strided::ready_size<T>(g, Direction::forward);
    default:
      return 0;
  }
}

template <typename T>
Ready<T> prepare(const Geometry& g, std::size_t batch, const T* weight, T* memory,
                 std::optional<Algorithm> forced) {
  switch (const Algorithm algorithm = select<T>(g, batch, Direction::forward, true, forced)) {
    case Algorithm::winograd2:
    case Algorithm::winograd4:
    case Algorithm::winograd6:
      winograd::transform_weights(g, points(algorithm), Direction::forward, weight, memory);
      return {algorithm, memory};
    case Algorithm::direct:
      direct::transform_weights(g, Direction::forward, weight, memory);
      return {algorithm, memory};
    case Algorithm::strassen:
      strassen::transform_weights(g, Direction::forward, weight, memory);
      return {algorithm, memory};
    case Algorithm::strided:
      strided::transform_weights(g, Direction::forward, weight, memory);
      return {algorithm, memory};
    default:
      return {algorithm, weight};
  }
}

template <typename T>
void forward_ready(const Geometry& g, std::size_t batch, const T* x, const Ready<T>& ready,
                   const T* bias, T* y, Workspace<T>& workspace) {
  if (batch == 0) return;  // there is nothing to compute, and nothing to divide the work by
  switch (ready.algorithm) {
    case Algorithm::naive:
      return naive::forward(g, batch, x, ready.weights, bias, y);
    case Algorithm::im2col:
      return im2col::forward(g, batch, x, ready.weights, bias, y, workspace);
    case Algorithm::direct:
      return direct::forward_ready(g, batch, x, ready.weights, bias, y, workspace);
    case Algorithm::strassen:
      return strassen::forward_ready(g, batch, x, ready.weights, bias, y, workspace);
    case Algorithm::strided:
      return strided::forward_ready(g, batch, x, ready.weights, bias, y, workspace);
    case Algorithm::winograd2:
    case Algorithm::winograd4:
    case Algorithm::winograd6:
      return winograd::forward_ready(g, points(ready.algorithm), batch, x, ready.weights, bias,
                                     y, workspace);
  }
}

template <typename T>
std::size_t workspace_size(const Geometry& g, std::size_t batch, Direction direction,
                           Algorithm algorithm, bool ready, std::size_t threads) {
  if (direction == Direction::backward_weights && !has_weight_gradient(algorithm))
    algorithm = Algorithm::direct;
  switch (algorithm) {
    case Algorithm::naive:
      return 0;
    case Algorithm::im2col:
      return im2col::workspace_size<T>(g, batch, direction, threads);
    case Algorithm::direct:
      return direct::workspace_size<T>(g, batch, direction, ready, threads);
    case Algorithm::strassen:
      return strassen::workspace_size<T>(g, batch, direction, ready, threads);
    case Algorithm::strided:
      return strided::workspace_size<T>(g, batch, direction, ready, threads);
    case Algorithm::winograd2:
    case Algorithm::winograd4:
    case Algorithm::winograd6:
      return winograd::workspace_size<T>(g, points(algorithm), batch, direction, ready,
                                         threads);
  }
  return 0;
}

#define DLN_INSTANTIATE(T)                                                                    \
  template void forward(const Geometry&, std::size_t, const T*, const T*, const T*, T*,       \
                        Workspace<T>&, std::optional<Algorithm>);                             \
  template void backward_data(const Geometry&, std::size_t, const T*, const T*, T*,           \
                              Workspace<T>&, std::optional<Algorithm>);                       \
  template void backward_weights(const Geometry&, std::size_t, const T*, const T*, T*, T*,    \
                                 Workspace<T>&, std::optional<Algorithm>);                    \
  template std::size_t ready_size<T>(const Geometry&, std::size_t, std::optional<Algorithm>); \
  template Ready<T> prepare(const Geometry&, std::size_t, const T*, T*,                       \
                            std::optional<Algorithm>);                                        \
  template void forward_ready(const Geometry&, std::size_t, const T*, const Ready<T>&,        \
                              const T*, T*, Workspace<T>&);                                   \
  template std::size_t workspace_size<T>(const Geometry&, std::size_t, Direction, Algorithm,  \
                                         bool, std::size_t);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv

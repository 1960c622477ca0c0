#include "dln/conv/direct.hpp"

#include "dln/conv/direct_blocks.hpp"
#include "dln/conv/pointwise.hpp"
#include "dln/conv/sliding.hpp"
#include "dln/conv/tasks.hpp"

namespace dln::conv::direct {

namespace {

/** forward and backward_data alike, by the way that suits the layer. */
template <typename T>
void run(const Geometry& g, Direction direction, std::size_t batch, const T* x,
         Weights<T> weight, const T* bias, T* y, Workspace<T>& workspace) {
  const std::size_t threads = worthwhile_threads(flops(g, batch));
  T* memory = workspace.reserve(workspace_size<T>(g, batch, direction, weight.ready, threads));
  if (pointwise::applicable(g))
    return pointwise::multiply_images(g, direction, batch, x, weight, bias, y, memory, threads);
  if (sliding::suitable(g, direction))
    return sliding::multiply_images(g, direction, batch, x, weight, bias, y, memory, threads);
  const Layer layer = make_layer(g, direction);
  const Plan p = plan<T>(layer, batch, threads, weight.ready != nullptr);
  if (p.packed_first) {
    transform_weights(g, direction, weight.plain, memory);
    weight.ready = memory;
    memory += round_up(ready_size<T>(g, direction), cache_line<T>);
  }
  multiply_blocks(layer, p, batch, x, weight, bias, y, memory);
}

/** No bias: for backward_data. */
template <typename T>
constexpr const T* none = nullptr;

}  // namespace

template <typename T>
void forward_ready(const Geometry& g, std::size_t batch, const T* x, const T* ready,
                   const T* bias, T* y, Workspace<T>& workspace) {
  run(g, Direction::forward, batch, x, Weights<T>{ready, nullptr}, bias, y, workspace);
}

template <typename T>
void backward_data_ready(const Geometry& g, std::size_t batch, const T* dy, const T* ready,
                         T* dx, Workspace<T>& workspace) {
  run(g, Direction::backward_data, batch, dy, Weights<T>{ready, nullptr}, none<T>, dx,
      workspace);
}

template <typename T>
void forward(const Geometry& g, std::size_t batch, const T* x, const T* weight, const T* bias,
             T* y, Workspace<T>& workspace) {
  run(g, Direction::forward, batch, x, Weights<T>{nullptr, weight}, bias, y, workspace);
}

template <typename T>
void backward_data(const Geometry& g, std::size_t batch, const T* dy, const T* weight, T* dx,
                   Workspace<T>& workspace) {
  run(g, Direction::backward_data, batch, dy, Weights<T>{nullptr, weight}, none<T>, dx,
      workspace);
}

template <typename T>
std::size_t backward_weights_scratch(const Geometry& g, std::size_t batch, std::size_t threads);

template <typename T>
std::size_t workspace_size(const Geometry& g, std::size_t batch, Direction direction,
                           bool ready, std::size_t threads) {
  threads = worthwhile_threads(flops(g, batch), threads);
  if (direction == Direction::backward_weights)
    return backward_weights_scratch<T>(g, batch, threads);
  if (pointwise::applicable(g))
    return pointwise::workspace_size<T>(g, direction, ready, threads);
  if (sliding::suitable(g, direction))
    return sliding::workspace_size<T>(g, direction, batch, ready, threads);
  const Plan p = plan<T>(make_layer(g, direction), batch, threads, ready);
  return (p.packed_first ? round_up(ready_size<T>(g, direction), cache_line<T>) : 0) +
         blocks_scratch<T>(p);
}

#define DLN_INSTANTIATE(T)                                                                    \
  template void forward_ready(const Geometry&, std::size_t, const T*, const T*, const T*, T*, \
                              Workspace<T>&);                                                 \
  template void backward_data_ready(const Geometry&, std::size_t, const T*, const T*, T*,     \
                                    Workspace<T>&);                                           \
  template void forward(const Geometry&, std::size_t, const T*, const T*, const T*, T*,       \
                        Workspace<T>&);                                                       \
  template void backward_data(const Geometry&, std::size_t, const T*, const T*, T*,           \
                              Workspace<T>&);                                                 \
  template std::size_t workspace_size<T>(const Geometry&, std::size_t, Direction, bool,       \
                                         std::size_t);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv::direct

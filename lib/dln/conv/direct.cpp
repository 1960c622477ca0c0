#include "dln/conv/direct.hpp"

#include "dln/conv/direct_blocks.hpp"
#include "dln/conv/pointwise.hpp"
#include "dln/conv/sliding.hpp"
#include "dln/conv/tasks.hpp"

namespace dln::conv::direct {

namespace {

/** The convolution by one of the two ways whose lanes are pixels, if one of them suits it. */
template <typename T>
bool multiply_pixel_lanes(const Geometry& g, Pass pass, std::size_t batch, const T* x, const T* ready, const T* bias,
                          T* y, T* memory, std::size_t threads) {
  if (pointwise::applicable(g))
    pointwise::multiply_images(g, pass, batch, x, ready, bias, y, memory, threads);
  else if (sliding::suitable(g, pass))
    sliding::multiply_images(g, pass, batch, x, ready, bias, y, memory, threads);
  else
    return false;
  return true;
}

/** forward and backward_data alike, with packed weights. */
template <typename T>
void run_ready(const Geometry& g, Pass pass, std::size_t batch, const T* x, const T* ready, const T* bias, T* y,
               Workspace<T>& workspace) {
  const std::size_t threads = worthwhile_threads(flops(g, batch));
  T* memory = workspace.reserve(workspace_size<T>(g, batch, pass, true, threads));
  if (multiply_pixel_lanes(g, pass, batch, x, ready, bias, y, memory, threads)) return;
  const Layer layer = make_layer(g, pass);
  multiply_blocks(layer, plan<T>(layer, batch, threads), batch, x, Weights<T>{ready, nullptr}, bias, y, memory);
}

/** The same with plain weights, which are packed first, unless each block of them is better packed late. */
template <typename T>
void pack_and_run(const Geometry& g, Pass pass, std::size_t batch, const T* x, const T* weight, const T* bias, T* y,
                  Workspace<T>& workspace) {
  const std::size_t threads = worthwhile_threads(flops(g, batch));
  T* memory = workspace.reserve(workspace_size<T>(g, batch, pass, false, threads));
  const Layer layer = make_layer(g, pass);
  const Plan p = plan<T>(layer, batch, threads);
  if (!lanes_are_pixels(g, pass) && p.pack_late)
    return multiply_blocks(layer, p, batch, x, Weights<T>{nullptr, weight}, bias, y, memory);
  const std::size_t packed = round_up(ready_size<T>(g, pass), cache_line<T>);
  transform_weights(g, pass, weight, memory);
  if (multiply_pixel_lanes(g, pass, batch, x, memory, bias, y, memory + packed, threads)) return;
  multiply_blocks(layer, p, batch, x, Weights<T>{memory, nullptr}, bias, y, memory + packed);
}

}  // namespace

template <typename T>
void forward_ready(const Geometry& g, std::size_t batch, const T* x, const T* ready, const T* bias, T* y,
                   Workspace<T>& workspace) {
  run_ready(g, Pass::forward, batch, x, ready, bias, y, workspace);
}

template <typename T>
void backward_data_ready(const Geometry& g, std::size_t batch, const T* dy, const T* ready, T* dx,
                         Workspace<T>& workspace) {
  const T* no_bias = nullptr;
  run_ready(g, Pass::backward_data, batch, dy, ready, no_bias, dx, workspace);
}

template <typename T>
void forward(const Geometry& g, std::size_t batch, const T* x, const T* weight, const T* bias, T* y,
             Workspace<T>& workspace) {
  pack_and_run(g, Pass::forward, batch, x, weight, bias, y, workspace);
}

template <typename T>
void backward_data(const Geometry& g, std::size_t batch, const T* dy, const T* weight, T* dx, Workspace<T>& workspace) {
  const T* no_bias = nullptr;
  pack_and_run(g, Pass::backward_data, batch, dy, weight, no_bias, dx, workspace);
}

template <typename T>
std::size_t backward_weights_scratch(const Geometry& g, std::size_t batch, std::size_t threads);

template <typename T>
std::size_t workspace_size(const Geometry& g, std::size_t batch, Pass pass, bool ready, std::size_t threads) {
  threads = worthwhile_threads(flops(g, batch), threads);
  if (pass == Pass::backward_weights) return backward_weights_scratch<T>(g, batch, threads);
  const Layer layer = make_layer(g, pass);
  const Plan p = plan<T>(layer, batch, threads);
  const std::size_t packed = round_up(ready_size<T>(g, pass), cache_line<T>);
  if (pointwise::applicable(g)) return (ready ? 0 : packed) + pointwise::workspace_size<T>(g, pass, threads);
  if (sliding::suitable(g, pass)) return (ready ? 0 : packed) + sliding::workspace_size<T>(g, pass, batch, threads);
  const bool late = !ready && p.pack_late;
  return (ready || late ? 0 : packed) + blocks_scratch<T>(p, late);
}

#define DLN_INSTANTIATE(T)                                                                                    \
  template void forward_ready(const Geometry&, std::size_t, const T*, const T*, const T*, T*, Workspace<T>&); \
  template void backward_data_ready(const Geometry&, std::size_t, const T*, const T*, T*, Workspace<T>&);     \
  template void forward(const Geometry&, std::size_t, const T*, const T*, const T*, T*, Workspace<T>&);       \
  template void backward_data(const Geometry&, std::size_t, const T*, const T*, T*, Workspace<T>&);           \
  template std::size_t workspace_size<T>(const Geometry&, std::size_t, Pass, bool, std::size_t);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv::direct

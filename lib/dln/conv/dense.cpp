#include "dln/conv/dense.hpp"

#include <algorithm>
#include <vector>

#include "dln/conv/dispatch.hpp"
#include "dln/conv/tasks.hpp"
#include "dln/conv/vector.hpp"

namespace dln::conv::dense {
namespace {

/** Up to so many examples are multiplied by the rows of W as they lie. */
constexpr std::size_t few_examples = 4;

/**
 * One image that has so many channels and gets so many filters. Its pixels stand in rows that
 * stay in the caches, if some number of rows divides them: it makes no difference to a kernel
 * of one pixel.
 */
Geometry one_image(std::size_t channels, std::size_t filters, std::size_t pixels) {
  constexpr std::size_t long_row = 800, max_rows = 64;
  Geometry g = square(channels, filters, 1, 1);
  while (g.height < max_rows && (pixels % g.height != 0 || pixels / g.height > long_row))
    ++g.height;
  if (pixels % g.height != 0) g.height = 1;
  g.width = pixels / g.height;
  return g;
}

bool is_empty(const Sizes& s) { return s.examples == 0 || s.inputs == 0 || s.outputs == 0; }

/** The sum of products of two rows, in vectors that are added at last: always in the same
 * order. */
template <typename T>
DLN_ONCE T dot(const T* a, const T* b, std::size_t count) {
  constexpr std::size_t chains =
      4;  // a sum waits for the one before it, but not for its neighbours
  Vector<T> sums[chains] = {T(0), T(0), T(0), T(0)};
  std::size_t i = 0;
  for (; i + chains * lanes<T> <= count; i += chains * lanes<T>)
    unrolled<chains>([&](auto chain) DLN_INLINE {
      sums[chain] +=
          Vector<T>::load(a + i + chain * lanes<T>) * Vector<T>::load(b + i + chain * lanes<T>);
    });
  for (; i < count; i += lanes<T>) {
    const std::size_t some = std::min(lanes<T>, count - i);
    sums[0] += load_first(a + i, some) * load_first(b + i, some);
  }
  T parts[lanes<T>];
  ((sums[0] + sums[1]) + (sums[2] + sums[3])).store(parts);
  T sum = 0;
  for (const T part : parts) sum += part;
  return sum;
}

}  // namespace

template <typename T>
void forward(const Sizes& s, const T* x, const T* weight, const T* bias, T* y,
             Workspace<T>& workspace) {
  for (std::size_t n = 0; n < s.examples; ++n) std::copy_n(bias, s.outputs, y + n * s.outputs);
  if (is_empty(s)) return;
  if (s.examples > few_examples) {
    const Geometry g = one_image(s.outputs, s.examples, s.inputs);
    return conv::backward_weights<T>(g, 1, weight, x, y, nullptr, workspace, Algorithm::direct);
  }
  constexpr std::size_t rows = 8;  // of W, in a task
  const std::size_t threads =
      worthwhile_threads(2.0 * double(s.examples * s.inputs) * double(s.outputs));
  for_each_task(
      ceil_divide(s.outputs, rows),
      [&](std::size_t task, std::size_t) {
        for (std::size_t m = task * rows; m < std::min((task + 1) * rows, s.outputs); ++m)
          for (std::size_t n = 0; n < s.examples; ++n)
            y[n * s.outputs + m] += dot(x + n * s.inputs, weight + m * s.inputs, s.inputs);
      },
      threads);
}

template <typename T>
void backward_data(const Sizes& s, const T* dy, const T* weight, T* dx,
                   Workspace<T>& workspace) {
  if (is_empty(s)) return void(std::fill_n(dx, s.examples * s.inputs, T(0)));
  const Geometry g = one_image(s.outputs, s.examples, s.inputs);
  conv::forward<T>(g, 1, weight, dy, nullptr, dx, workspace, Algorithm::direct);
}

template <typename T>
void backward_weights(const Sizes& s, const T* x, const T* dy, T* dweight,
                      Workspace<T>& workspace) {
  if (is_empty(s)) return void(std::fill_n(dweight, s.outputs * s.inputs, T(0)));
  std::vector<T> transposed(s.outputs * s.examples);  // dyᵀ
  for (std::size_t n = 0; n < s.examples; ++n)
    for (std::size_t m = 0; m < s.outputs; ++m)
      transposed[m * s.examples + n] = dy[n * s.outputs + m];
  const Geometry g = one_image(s.examples, s.outputs, s.inputs);
  conv::forward<T>(g, 1, x, transposed.data(), nullptr, dweight, workspace, Algorithm::direct);
}

#define DLN_INSTANTIATE(T)                                                              \
  template void forward(const Sizes&, const T*, const T*, const T*, T*, Workspace<T>&); \
  template void backward_data(const Sizes&, const T*, const T*, T*, Workspace<T>&);     \
  template void backward_weights(const Sizes&, const T*, const T*, T*, Workspace<T>&);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv::dense

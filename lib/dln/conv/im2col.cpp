#include "dln/conv/im2col.hpp"

#include <algorithm>
#include <armadillo>

#include "dln/conv/naive.hpp"
#include "dln/conv/tasks.hpp"

namespace dln::conv::im2col {

namespace {

/** Partial gradients of the weights: a fixed number, so that their sum does not depend on the
 * threads. */
constexpr std::size_t shards = 4;

bool plain_product(const Geometry& g) {
  return g.kernel_height == 1 && g.kernel_width == 1 && g.stride_height == 1 &&
         g.stride_width == 1 &&
         g.padding_top + g.padding_bottom + g.padding_left + g.padding_right == 0;
}

/** The sizes of one group of one image. */
struct Sizes {
  std::size_t C, K, image, depth, pixels;
  explicit Sizes(const Geometry& g)
      : C(g.channels / g.groups),
        K(g.filters / g.groups),
        image(C * g.height * g.width),
        depth(C * g.kernel_height * g.kernel_width),
        pixels(output_height(g) * output_width(g)) {}
};

/** A matrix over memory that is not its own. */
template <typename T>
arma::Mat<T> view(T* memory, std::size_t rows, std::size_t columns) {
  return arma::Mat<T>(memory, rows, columns, false, true);
}
template <typename T>
const arma::Mat<T> view(const T* memory, std::size_t rows, std::size_t columns) {
  return arma::Mat<T>(const_cast<T*>(memory), rows, columns, false, true);
}

/** Calls body(inside, column, pixel) for every element of the column matrix of one row of
 * patches. */
template <typename Body>
void for_each_element(const Geometry& g, const Body& body) {
  const std::size_t C = g.channels / g.groups, P = output_height(g), Q = output_width(g);
  // [Lay out the patches as columns]
  std::size_t element = 0;
  for (std::size_t c = 0; c < C; ++c)
    for (std::size_t r = 0; r < g.kernel_height; ++r)
      for (std::size_t s = 0; s < g.kernel_width; ++s)
        for (std::size_t p = 0; p < P; ++p) {
          const std::size_t i = p * g.stride_height + r * g.dilation_height - g.padding_top;
          for (std::size_t q = 0; q < Q; ++q, ++element) {
            const std::size_t j = q * g.stride_width + s * g.dilation_width - g.padding_left;
            // A position left of or above the image wraps around to a huge number: one
            // comparison finds both ends.
            body(i < g.height && j < g.width, element, (c * g.height + i) * g.width + j);
          }
        }
  // [Lay out the patches as columns]
}

}  // namespace

template <typename T>
void patches_to_columns(const Geometry& g, const T* image, T* columns) {
  for_each_element(g, [&](bool inside, std::size_t element, std::size_t pixel) {
    columns[element] = inside ? image[pixel] : T(0);
  });
}

template <typename T>
void columns_to_patches(const Geometry& g, const T* columns, T* image) {
  std::fill(image, image + Sizes(g).image, T(0));
  for_each_element(g, [&](bool inside, std::size_t element, std::size_t pixel) {
    if (inside) image[pixel] += columns[element];
  });
}

template <typename T>
void forward(const Geometry& g, std::size_t batch, const T* x, const T* weight, const T* bias,
             T* y, Workspace<T>& workspace) {
  check(g);
  const Sizes n(g);
  T* all_columns =
      workspace.reserve(workspace_size<T>(g, batch, Direction::forward, thread_count()));
  for_each_task(batch * g.groups, [&](std::size_t task, std::size_t thread) {
    const std::size_t group = task % g.groups;
    const T* columns = x + task * n.image;
    // Lay out the patches, unless they are the image itself.
    if (!plain_product(g)) {
      T* own = all_columns + thread * own_part<T>(n.depth * n.pixels);
      patches_to_columns(g, columns, own);
      columns = own;
    }
    // [Multiply all patches by all filters]
    const auto W = view(weight + group * n.K * n.depth, n.depth, n.K);
    auto Y = view(y + task * n.K * n.pixels, n.pixels, n.K);
    Y = view(columns, n.pixels, n.depth) * W;
    // [Multiply all patches by all filters]
    if (bias)
      for (std::size_t k = 0; k < n.K; ++k) Y.col(k) += bias[group * n.K + k];
  });
}

template <typename T>
void backward_data(const Geometry& g, std::size_t batch, const T* dy, const T* weight, T* dx,
                   Workspace<T>& workspace) {
  check(g);
  const Sizes n(g);
  T* all_columns =
      workspace.reserve(workspace_size<T>(g, batch, Direction::backward_data, thread_count()));
  for_each_task(batch * g.groups, [&](std::size_t task, std::size_t thread) {
    T* columns = plain_product(g) ? dx + task * n.image
                                  : all_columns + thread * own_part<T>(n.depth * n.pixels);
    const auto W = view(weight + task % g.groups * n.K * n.depth, n.depth, n.K);
    auto dcolumns = view(columns, n.pixels, n.depth);
    dcolumns = view(dy + task * n.K * n.pixels, n.pixels, n.K) * W.t();
    if (!plain_product(g)) columns_to_patches(g, columns, dx + task * n.image);
  });
}

template <typename T>
void backward_weights(const Geometry& g, std::size_t batch, const T* x, const T* dy, T* dweight,
                      T* dbias, Workspace<T>& workspace) {
  check(g);
  const Sizes n(g);
  T* all_columns = workspace.reserve(
      workspace_size<T>(g, batch, Direction::backward_weights, thread_count()));
  T* partial =
      all_columns + (plain_product(g) ? 0 : thread_count() * own_part<T>(n.depth * n.pixels));
  const std::size_t weights = weight_count(g), used = std::min(shards, batch);
  // Sum a fixed share of the images at a time.
  for_each_task(used * g.groups, [&](std::size_t task, std::size_t thread) {
    const std::size_t shard = task / g.groups, group = task % g.groups;
    auto dweight_matrix = view(partial + shard * weights + group * n.K * n.depth, n.depth, n.K);
    dweight_matrix.zeros();
    for (std::size_t image = batch * shard / used; image < batch * (shard + 1) / used;
         ++image) {
      const T* columns = x + (image * g.groups + group) * n.image;
      if (!plain_product(g)) {
        T* own = all_columns + thread * own_part<T>(n.depth * n.pixels);
        patches_to_columns(g, columns, own);
        columns = own;
      }
      const auto dy_matrix =
          view(dy + (image * g.groups + group) * n.K * n.pixels, n.pixels, n.K);
      dweight_matrix += view(columns, n.pixels, n.depth).t() * dy_matrix;
    }
  });
  for (std::size_t shard = 0; shard < used; ++shard)
    for (std::size_t i = 0; i < weights; ++i) dweight[i] += partial[shard * weights + i];
  naive::backward_bias(g, batch, dy, dbias);
}

template <typename T>
std::size_t workspace_size(const Geometry& g, std::size_t batch, Direction direction,
                           std::size_t threads) {
  const Sizes n(g);
  return (plain_product(g) ? 0 : threads * own_part<T>(n.depth * n.pixels)) +
         (direction == Direction::backward_weights ? std::min(shards, batch) * weight_count(g)
                                                   : 0);
}

#define DLN_INSTANTIATE(T)                                                                 \
  template void patches_to_columns(const Geometry&, const T*, T*);                         \
  template void columns_to_patches(const Geometry&, const T*, T*);                         \
  template void forward(const Geometry&, std::size_t, const T*, const T*, const T*, T*,    \
                        Workspace<T>&);                                                    \
  template void backward_data(const Geometry&, std::size_t, const T*, const T*, T*,        \
                              Workspace<T>&);                                              \
  template void backward_weights(const Geometry&, std::size_t, const T*, const T*, T*, T*, \
                                 Workspace<T>&);                                           \
  template std::size_t workspace_size<T>(const Geometry&, std::size_t, Direction, std::size_t);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv::im2col

#include "dln/conv/strassen.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "dln/conv/cache.hpp"
#include "dln/conv/strassen_kernel.hpp"
#include "dln/conv/tasks.hpp"
#include "dln/conv/weights.hpp"

namespace dln::conv::strassen {

namespace {

/** Channels of a quarter of x that are multiplied together, at most: seven factors share the L2
 * cache. */
constexpr std::size_t max_channels = 256;

/** What is added where there is nothing to add: a row of a tile, or a bias for each. */
template <typename T>
alignas(64) constexpr T zeros[std::max(tile_rows, tile_columns<T>)] = {};

/** Two neighbouring tiles of pixels: where the left one begins, and the vectors in each. */
struct Pair {
  std::size_t first, vectors;
};

/** One of the pairs that an image is cut into. */
template <typename T>
Pair pair_of(const Pairs& pairs, std::size_t number) {
  const std::size_t begin = pairs.twos * number / pairs.count,
                    end = pairs.twos * (number + 1) / pairs.count;
  return {2 * begin * lanes<T>, end - begin};
}

/** Scratch of one thread. */
template <typename T>
struct Scratch {
  std::array<T*, product_count>
      values;  ///< right factors of the products: channels x tile_columns
  std::array<T*, 4>
      edges;  ///< quarters of x that reach over the edge of an image: channels x tile_columns
  std::array<T*, 3> sums;  ///< of products: tile_rows x tile_columns
  std::array<T*, 4>
      outputs;  ///< quarters of y that do not go to their place as they are: likewise
  T* weights;   ///< that this thread transforms for itself

  Scratch(const Geometry& g, Direction direction, bool ready, Slices<T>& slices) {
    const std::size_t depth = std::min(Halves(g, direction).channels, max_channels);
    for (T*& factor : values) factor = slices.take(depth * tile_columns<T>);
    for (T*& edge : edges) edge = slices.take(depth * tile_columns<T>);
    for (T*& sum : sums) sum = slices.take(tile_rows * tile_columns<T>);
    for (T*& output : outputs) output = slices.take(tile_rows * tile_columns<T>);
    weights = slices.take(ready ? 0 : ready_size(g));
  }
};

template <typename T>
std::size_t scratch_of_thread(const Geometry& g, Direction direction, bool ready) {
  Slices<T> slices;
  Scratch<T>(g, direction, ready, slices);
  return own_part<T>(slices.used());
}

/** Some channels of an image of one group, which are to be multiplied by all filters. */
template <typename T>
struct Job {
  Halves halves;
  const T* x;            ///< the image
  const T* weights;      ///< of the group, transformed
  const T* bias;         ///< of the group, or null
  T* y;                  ///< the image
  std::size_t plane;     ///< pixels of a channel
  std::size_t channel;   ///< the first of these channels of each half
  std::size_t channels;  ///< how many
  bool add;              ///< whether y is added to
  bool streamed;         ///< whether y is written past the caches
  const T* next;         ///< pixels of the first channel that will be wanted then, or null
};

/** Copies `pixels` of each channel, and zero for those behind the image. */
template <typename T>
void copy_edge(const T* x, std::size_t plane, std::size_t channels, std::size_t pixels,
               std::size_t vectors, T* edge) {
  for (std::size_t c = 0; c < channels; ++c)
    for (std::size_t v = 0; v < vectors; ++v) {
      const std::size_t first = std::min(v * lanes<T>, pixels);
      load_first(x + c * plane + first, std::min(lanes<T>, pixels - first))
          .store(edge + c * tile_columns<T> + v * lanes<T>);
    }
}

/** Writes some rows of outputs up to the edge of the image, or adds them to what is there. */
template <typename T>
void write(const T* outputs, std::size_t rows, std::size_t pixels, bool add, T* y,
           std::size_t plane) {
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t i = 0; i < pixels; i += lanes<T>) {
      const std::size_t some = std::min(lanes<T>, pixels - i);
      T* const place = y + row * plane + i;
      auto result = Vector<T>::load(outputs + row * tile_columns<T> + i);
      if (add) result += load_first(place, some);
      store_first(result, place, some);
    }
}

/** A quarter of y: where it belongs, how much of it is inside the image, and where the kernel
 * writes it. */
template <typename T>
struct Quarter {
  T* y;
  std::size_t pixels;
  Rows<T> written;
  bool streamed;

  Quarter(const Job<T>& job, T* place, std::size_t inside, std::size_t width, T* beside)
      : y(place),
        pixels(inside),
        written{place, job.plane},
        streamed(job.streamed && inside == width) {
    if (job.add || inside < width) written = {beside, tile_columns<T>};
  }
};

/** Where a sum is written: to scratch, or to a quarter of y, perhaps past the caches. */
template <typename T>
struct Destination {
  Rows<T> rows{};
  bool streamed = false;

  Destination() = default;
  Destination(const Rows<T>& scratch) : rows(scratch) {}
  Destination(const Quarter<T>& y) : rows(y.written), streamed(y.streamed) {}
};

/** All filters for a pair of tiles. */
template <typename T>
void multiply_pair(const Job<T>& job, const Pair& pair, const Scratch<T>& s) {
  using Values = Rows<const T>;
  const std::size_t width = pair.vectors * lanes<T>, plane = job.plane,
                    filters = job.halves.filters;
  const std::size_t left = std::min(width, plane - pair.first);
  const std::size_t right = std::min(width, plane - pair.first - left);

  // The quarters of x: the first half of the channels or the second, the left tile or the right
  // one.
  const T* first_half = job.x + job.channel * plane + pair.first;
  const T* second_half = first_half + job.halves.channels * plane;
  const auto quarter = [&](const T* x, std::size_t pixels, T* edge) {
    if (right == width) return Values{x, plane};
    copy_edge(x, plane, job.channels, pixels, pair.vectors, edge);
    return Values{edge, tile_columns<T>};
  };
  const Values x11 = quarter(first_half, left, s.edges[0]),
               x12 = quarter(first_half + left, right, s.edges[1]);
  const Values x21 = quarter(second_half, left, s.edges[2]),
               x22 = quarter(second_half + left, right, s.edges[3]);

  const auto tile = [](T* numbers) { return Rows<T>{numbers, tile_columns<T>}; };
  const auto factor = [&](std::size_t product) { return Values(tile(s.values[product])); };
  const Rows<T> first = tile(s.sums[0]), difference = tile(s.sums[1]), both = tile(s.sums[2]);
  const Values nothing{zeros<T>, 0};
  Wanted<T> none, wanted;
  if (job.next)
    wanted = {job.next, plane, ceil_divide(2 * width, cache_line<T>), 2 * job.halves.channels};

  for (std::size_t filter = 0, rows = 0; filter < filters; filter += rows) {
    rows = next_tile(filters - filter);
    const bool copies =
        filter == 0;  // the first filters form the right factors, the others find them
    const T* weights = job.weights + filter * product_count * job.halves.channels;
    const T *upper = zeros<T>, *lower = zeros<T>;
    if (job.bias && !job.add) upper = job.bias + filter, lower = upper + filters;
    T* y = job.y + filter * plane + pair.first;
    const Quarter<T> y11(job, y, left, width, s.outputs[0]),
        y12(job, y + left, right, width, s.outputs[1]);
    y += filters * plane;
    const Quarter<T> y21(job, y, left, width, s.outputs[2]),
        y22(job, y + left, right, width, s.outputs[3]);

    struct Details {             // beside the right factor
      Values less{zeros<T>, 0};  // what is subtracted from it
      Values also{zeros<T>, 0};  // what is added to what is written
      const T* bias = zeros<T>;  // likewise
      Destination<T> to{};       // where that goes
    };
    const auto product = [&](std::size_t number, const Values& values, const Details& d) {
      return Product<T>{
          .weights = weights + (number * job.halves.channels + job.channel) * rows,
          .values = copies ? values : factor(number),
          .less = d.less,
          .copy = copies ? s.values[number] : nullptr,
          .also = d.also,
          .bias = d.bias,
          .written = d.to.rows,
          .streamed = d.to.streamed};
    };
    const auto add_up = [&](const Values& start, std::initializer_list<Product<T>> chain) {
      add_products({start, chain.begin(), chain.size(), job.channels}, rows, pair.vectors,
                   copies ? none : wanted);
    };
    // [Let the sums go on from product to product]
    add_up(nothing, {product(0, x11, {.to = first}),  //
                     product(1, x21, {.bias = upper, .to = y11})});
    add_up(nothing, {product(2, x12, {.less = x22, .bias = lower, .to = difference})});
    add_up(first, {product(3, x11, {.less = factor(2), .also = difference, .to = both}),
                   product(4, x12, {.less = x11, .also = difference, .to = y22}),
                   product(5, x22, {.bias = upper, .to = y12})});
    add_up(both, {product(6, x21, {.less = factor(3), .to = y21})});
    // [Let the sums go on from product to product]

    for (const Quarter<T>& q : {y11, y12, y21, y22})
      if (q.written.first != q.y) write(q.written.first, rows, q.pixels, job.add, q.y, plane);
  }
  if (job.streamed) finish_streams();
}

/** forward and backward_data alike. */
template <typename T>
void run(const Geometry& g, Direction direction, std::size_t batch, const T* x,
         const Weights<T>& weight, const T* bias, T* y, Workspace<T>& workspace) {
  const std::size_t threads = worthwhile_threads(flops(g, batch));
  const std::size_t scratch_size = scratch_of_thread<T>(g, direction, weight.ready);
  T* memory = workspace.reserve(workspace_size<T>(g, batch, direction, weight.ready, threads));
  const Halves halves(g, direction);
  const std::size_t images = batch * g.groups;  // every group of an image is one by itself
  const std::size_t plane = g.height * g.width;
  const Pairs pairs(plane, lanes<T>, images);
  const std::size_t x_size = 2 * halves.channels * plane, y_size = 2 * halves.filters * plane;
  const std::size_t count = images * pairs.count,
                    parts = ceil_divide(halves.channels, max_channels);
  const bool streamed =
      parts == 1 && worth_streaming(images * y_size * sizeof(T)) && on_lines(y, plane);
  for_each_task_by_workers(
      count,
      [&](std::size_t thread) {
        Slices<T> slices(memory + thread * scratch_size);
        const Scratch<T> scratch(g, direction, weight.ready, slices);
        if (!weight.ready) transform_weights(g, direction, weight.plain, scratch.weights);
        const T* weights = weight.ready ? weight.ready : scratch.weights;
        return [&, weights, scratch](std::size_t task) {
          const std::size_t image = task / pairs.count, group = image % g.groups,
                            after = task + 1;
          const Pair pair = pair_of<T>(pairs, task % pairs.count);
          const T* next = after < count ? x + after / pairs.count * x_size +
                                              pair_of<T>(pairs, after % pairs.count).first
                                        : nullptr;
          for (std::size_t part = 0; part < parts; ++part) {
            const std::size_t begin = halves.channels * part / parts,
                              end = halves.channels * (part + 1) / parts;
            multiply_pair(
                {.halves = halves,
                 .x = x + image * x_size,
                 .weights = weights + group * product_count * halves.filters * halves.channels,
                 .bias = bias ? bias + group * 2 * halves.filters : nullptr,
                 .y = y + image * y_size,
                 .plane = plane,
                 .channel = begin,
                 .channels = end - begin,
                 .add = part > 0,
                 .streamed = streamed && pair.vectors * lanes<T> % cache_line<T> == 0,
                 .next = end == halves.channels ? next : nullptr},
                pair, scratch);
          }
        };
      },
      threads);
}

}  // namespace

template <typename T>
void forward_ready(const Geometry& g, std::size_t batch, const T* x, const T* ready,
                   const T* bias, T* y, Workspace<T>& workspace) {
  run(g, Direction::forward, batch, x, Weights<T>{ready, nullptr}, bias, y, workspace);
}

template <typename T>
void forward(const Geometry& g, std::size_t batch, const T* x, const T* weight, const T* bias,
             T* y, Workspace<T>& workspace) {
  run(g, Direction::forward, batch, x, Weights<T>{nullptr, weight}, bias, y, workspace);
}

template <typename T>
void backward_data(const Geometry& g, std::size_t batch, const T* dy, const T* weight, T* dx,
                   Workspace<T>& workspace) {
  constexpr const T* no_bias = nullptr;
  run(g, Direction::backward_data, batch, dy, Weights<T>{nullptr, weight}, no_bias, dx,
      workspace);
}

template <typename T>
std::size_t workspace_size(const Geometry& g, std::size_t batch, Direction direction,
                           bool ready, std::size_t threads) {
  return worthwhile_threads(flops(g, batch), threads) *
         scratch_of_thread<T>(g, direction, ready);
}

#define DLN_INSTANTIATE(T)                                                                    \
  template void forward_ready(const Geometry&, std::size_t, const T*, const T*, const T*, T*, \
                              Workspace<T>&);                                                 \
  template void forward(const Geometry&, std::size_t, const T*, const T*, const T*, T*,       \
                        Workspace<T>&);                                                       \
  template void backward_data(const Geometry&, std::size_t, const T*, const T*, T*,           \
                              Workspace<T>&);                                                 \
  template std::size_t workspace_size<T>(const Geometry&, std::size_t, Direction, bool,       \
                                         std::size_t);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv::strassen

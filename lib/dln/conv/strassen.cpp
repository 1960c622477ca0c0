#include "dln/conv/strassen.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <utility>

#include "dln/conv/cache.hpp"
#include "dln/conv/cost.hpp"
#include "dln/conv/layout.hpp"
#include "dln/conv/pointwise.hpp"
#include "dln/conv/strassen_kernel.hpp"
#include "dln/conv/tasks.hpp"
#include "dln/conv/weights.hpp"
#include "dln/core/error.hpp"

namespace dln::conv::strassen {

namespace {

/** Products of quarters. */
constexpr std::size_t product_count = 7;

/** Channels of a quarter of x that are multiplied together, at most: seven factors share the second cache. */
constexpr std::size_t most_channels = 256;

/** What is added where there is nothing to add. */
template <typename T>
alignas(64) constexpr T zeros[tile_columns<T>] = {};

/** Halves of what a pass reads and writes, of one group: W has 2 filters x 2 channels. */
struct Halves {
  std::size_t filters, channels;

  Halves(const Geometry& g, Pass pass) : filters(g.filters / g.groups / 2), channels(g.channels / g.groups / 2) {
    if (pass == Pass::backward_data) std::swap(filters, channels);
  }
};

/** Two neighbouring tiles of pixels: where the left one begins, and the vectors in each. */
struct Pair {
  std::size_t first, vectors;
};

/** How an image's pixels are cut into pairs of tiles, by the shape alone. */
template <typename T>
struct Pairs {
  std::size_t twos, count;  ///< pairs of vectors, and of tiles

  Pairs(const Geometry& g, std::size_t images) : twos(ceil_divide(ceil_divide(g.height * g.width, lanes<T>), 2)) {
    count = ceil_divide(twos, tile_vectors);
    if (images % usual_threads != 0) count = std::min(round_up(count, usual_threads), twos);  // as many for each thread
  }

  Pair operator[](std::size_t pair) const {
    const std::size_t begin = twos * pair / count, end = twos * (pair + 1) / count;
    return {2 * begin * lanes<T>, end - begin};
  }
};

/** Scratch of one thread. */
template <typename T>
struct Scratch {
  std::array<T*, product_count> values;  ///< right factors of the products: channels x tile_columns
  std::array<T*, 4> edges;    ///< quarters of x that reach over the edge of an image: channels x tile_columns
  std::array<T*, 3> sums;     ///< of products: tile_rows x tile_columns
  std::array<T*, 4> outputs;  ///< quarters of y that do not go to their place as they are: likewise
  T* weights;                 ///< that this thread transforms for itself

  Scratch(const Geometry& g, Pass pass, bool ready, Slices<T>& slices) {
    const std::size_t depth = std::min(Halves(g, pass).channels, most_channels);
    for (T*& factor : values) factor = slices.take(depth * tile_columns<T>);
    for (T*& edge : edges) edge = slices.take(depth * tile_columns<T>);
    for (T*& sum : sums) sum = slices.take(tile_rows * tile_columns<T>);
    for (T*& output : outputs) output = slices.take(tile_rows * tile_columns<T>);
    weights = slices.take(ready ? 0 : ready_size(g));
  }
};

template <typename T>
std::size_t scratch_of_thread(const Geometry& g, Pass pass, bool ready) {
  Slices<T> slices;
  Scratch<T>(g, pass, ready, slices);
  return slices.used();
}

/** The left factors of the products, from the quarters of W. */
template <typename T>
DLN_INLINE inline std::array<Vector<T>, product_count> left_factors(Vector<T> w11, Vector<T> w12, Vector<T> w21,
                                                                    Vector<T> w22) {
  // [Left factors of the seven products]
  const Vector<T> sum = w21 + w22, corner = sum - w11;
  return {w11, w12, w21 - w11, corner, sum, w12 - corner, w22};
  // [Left factors of the seven products]
}

/** Packs the left factors of a tile of filters: for every product, term by term. */
template <typename T>
void pack_tile(const T* weight, std::size_t stride, const Halves& half, std::size_t rows, T* packed) {
  constexpr std::size_t most = std::max<std::size_t>(32, lanes<T>);
  std::array<std::array<T, tile_rows * most>, product_count> factors;
  const T* lower = weight + half.filters * stride;
  for (std::size_t c = 0; c < half.channels; c += most, packed += most * rows) {
    const std::size_t some = std::min(most, half.channels - c);
    for (std::size_t row = 0; row < rows; ++row)
      for (std::size_t i = 0; i < some; i += lanes<T>) {
        const auto load = [&](const T* quarter) {
          return load_first(quarter + row * stride + c + i, std::min(lanes<T>, some - i));
        };
        const auto numbers =
            left_factors(load(weight), load(weight + half.channels), load(lower), load(lower + half.channels));
        unrolled<product_count>([&](auto p) { numbers[p].store(&factors[p][row * most + i]); });
      }
    for (std::size_t p = 0; p < product_count; ++p)
      transpose_matrix(factors[p].data(), most, rows, some, packed + p * rows * half.channels, std::ptrdiff_t(rows),
                       rows);
  }
}

/** The same for weights whose filters and channels have changed places: the filters of a tile lie side by side. */
template <typename T>
void pack_transposed_tile(const T* weight, std::size_t stride, const Halves& half, std::size_t rows, T* packed) {
  for (std::size_t c = 0; c < half.channels; ++c, weight += stride, packed += rows)
    for (std::size_t row = 0; row < rows; row += lanes<T>) {
      const std::size_t some = std::min(lanes<T>, rows - row);
      const auto load = [&](const T* quarter) { return load_first(quarter + row, some); };
      const T* right = weight + half.channels * stride;
      const auto numbers =
          left_factors(load(weight), load(right), load(weight + half.filters), load(right + half.filters));
      unrolled<product_count>([&](auto p) { store_first(numbers[p], packed + p * rows * half.channels + row, some); });
    }
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
void copy_edge(const T* x, std::size_t plane, std::size_t channels, std::size_t pixels, std::size_t vectors, T* edge) {
  for (std::size_t c = 0; c < channels; ++c, x += plane, edge += tile_columns<T>)
    for (std::size_t v = 0; v < vectors; ++v) {
      const std::size_t first = std::min(v * lanes<T>, pixels);
      load_first(x + first, std::min(lanes<T>, pixels - first)).store(edge + v * lanes<T>);
    }
}

/** Writes some rows of outputs up to the edge of the image, or adds them to what is there. */
template <typename T>
void write(const T* outputs, std::size_t rows, std::size_t pixels, bool add, T* y, std::size_t plane) {
  for (std::size_t row = 0; row < rows; ++row, outputs += tile_columns<T>, y += plane)
    for (std::size_t i = 0; i < pixels; i += lanes<T>) {
      const std::size_t some = std::min(lanes<T>, pixels - i);
      auto result = Vector<T>::load(outputs + i);
      if (add) result += load_first(y + i, some);
      store_first(result, y + i, some);
    }
}

/** A quarter of y: where it belongs, how much of it is inside the image, and where the kernel writes it. */
template <typename T>
struct Quarter {
  T* y;
  std::size_t pixels;
  Rows<T> written;

  Quarter(const Job<T>& job, T* place, std::size_t inside, std::size_t width, T* beside)
      : y(place), pixels(inside), written{place, job.plane} {
    if (job.add || inside < width) written = {beside, tile_columns<T>};
  }
};

/** All filters for a pair of tiles. */
template <typename T>
void multiply_pair(const Job<T>& job, const Pair& pair, const Scratch<T>& s) {
  using Values = Rows<const T>;
  const std::size_t width = pair.vectors * lanes<T>, plane = job.plane, filters = job.halves.filters;
  const std::size_t left = std::min(width, plane - pair.first);
  const std::size_t right = std::min(width, plane - pair.first - left);

  // The quarters of x: the first half of the channels or the second, the left tile or the right one.
  const T* first_half = job.x + job.channel * plane + pair.first;
  const T* second_half = first_half + job.halves.channels * plane;
  const auto quarter = [&](const T* x, std::size_t pixels, T* edge) {
    if (right == width) return Values{x, plane};
    copy_edge(x, plane, job.channels, pixels, pair.vectors, edge);
    return Values{edge, tile_columns<T>};
  };
  const Values x11 = quarter(first_half, left, s.edges[0]), x12 = quarter(first_half + left, right, s.edges[1]);
  const Values x21 = quarter(second_half, left, s.edges[2]), x22 = quarter(second_half + left, right, s.edges[3]);

  const auto tile = [](T* numbers) { return Rows<T>{numbers, tile_columns<T>}; };
  const auto read = [](const Rows<T>& rows) { return Values{rows.first, rows.stride}; };
  const auto factor = [&](std::size_t product) { return read(tile(s.values[product])); };
  const Rows<T> first = tile(s.sums[0]), difference = tile(s.sums[1]), both = tile(s.sums[2]);
  const Values nothing{zeros<T>, 0};
  Wanted<T> none, wanted;
  if (job.next) wanted = {job.next, plane, ceil_divide(2 * width, cache_line<T>), 2 * job.halves.channels};

  for (std::size_t filter = 0, rows = 0; filter < filters; filter += rows) {
    rows = next_tile(filters - filter);
    const bool copies = filter == 0;  // the first filters form the right factors, the others find them
    const T* weights = job.weights + filter * product_count * job.halves.channels;
    const T *upper = zeros<T>, *lower = zeros<T>;
    if (job.bias && !job.add) upper = job.bias + filter, lower = upper + filters;
    T* y = job.y + filter * plane + pair.first;
    const Quarter<T> y11(job, y, left, width, s.outputs[0]), y12(job, y + left, right, width, s.outputs[1]);
    y += filters * plane;
    const Quarter<T> y21(job, y, left, width, s.outputs[2]), y22(job, y + left, right, width, s.outputs[3]);

    const auto product = [&](std::size_t number, const Values& values, const Values& less, const Values& also,
                             const T* bias, const Rows<T>& written) {
      return Product<T>{.weights = weights + (number * job.halves.channels + job.channel) * rows,
                        .values = copies ? values : factor(number),
                        .less = less,
                        .copy = copies ? s.values[number] : nullptr,
                        .also = also,
                        .bias = bias,
                        .written = written,
                        .streamed = job.streamed && written.stride == plane};
    };
    const auto add_up = [&](const Values& start, std::initializer_list<Product<T>> chain) {
      add_products({start, chain.begin(), chain.size(), job.channels}, rows, pair.vectors, copies ? none : wanted);
    };
    const T* no_bias = zeros<T>;
    // [Seven products, of which the sums go on]
    add_up(nothing, {product(0, x11, nothing, nothing, no_bias, first),  //
                     product(1, x21, nothing, nothing, upper, y11.written)});
    add_up(nothing, {product(2, x12, x22, nothing, lower, difference)});
    add_up(read(first), {product(3, x11, factor(2), read(difference), no_bias, both),
                         product(4, x12, x11, read(difference), no_bias, y22.written),
                         product(5, x22, nothing, nothing, upper, y12.written)});
    add_up(read(both), {product(6, x21, factor(3), nothing, no_bias, y21.written)});
    // [Seven products, of which the sums go on]

    for (const Quarter<T>& q : {y11, y12, y21, y22})
      if (q.written.first != q.y) write(q.written.first, rows, q.pixels, job.add, q.y, plane);
  }
  if (job.streamed) finish_streams();
}

/** forward and backward_data alike. */
template <typename T>
void run(const Geometry& g, Pass pass, std::size_t batch, const T* x, const Weights<T>& weight, const T* bias, T* y,
         Workspace<T>& workspace) {
  const std::size_t threads = worthwhile_threads(flops(g, batch));
  const std::size_t scratch_size = scratch_of_thread<T>(g, pass, weight.ready);
  T* memory = workspace.reserve(threads * scratch_size);
  const Halves halves(g, pass);
  const std::size_t images = batch * g.groups;  // every group of an image is one by itself
  const Pairs<T> pairs(g, images);
  const std::size_t plane = g.height * g.width, x_size = 2 * halves.channels * plane,
                    y_size = 2 * halves.filters * plane;
  const std::size_t count = images * pairs.count, parts = ceil_divide(halves.channels, most_channels);
  const bool streamed = parts == 1 && worth_streaming(images * y_size * sizeof(T)) && on_lines(y, plane);
  for_each_task_by_workers(
      count,
      [&](std::size_t thread) {
        Slices<T> slices(memory + thread * scratch_size);
        const Scratch<T> scratch(g, pass, weight.ready, slices);
        if (!weight.ready) transform_weights(g, pass, weight.plain, scratch.weights);
        const T* weights = weight.ready ? weight.ready : scratch.weights;
        return [&, weights, scratch](std::size_t task) {
          const std::size_t image = task / pairs.count, group = image % g.groups, after = task + 1;
          const T* next = after < count ? x + after / pairs.count * x_size + pairs[after % pairs.count].first : nullptr;
          for (std::size_t part = 0; part < parts; ++part) {
            const std::size_t begin = halves.channels * part / parts, end = halves.channels * (part + 1) / parts;
            multiply_pair({.halves = halves,
                           .x = x + image * x_size,
                           .weights = weights + group * product_count * halves.filters * halves.channels,
                           .bias = bias ? bias + group * 2 * halves.filters : nullptr,
                           .y = y + image * y_size,
                           .plane = plane,
                           .channel = begin,
                           .channels = end - begin,
                           .add = part > 0,
                           .streamed = streamed,
                           .next = end == halves.channels ? next : nullptr},
                          pairs[task % pairs.count], scratch);
          }
        };
      },
      threads);
}

}  // namespace

bool applicable(const Geometry& g) {
  return pointwise::applicable(g) && g.channels / g.groups % 2 == 0 && g.filters / g.groups % 2 == 0;
}

std::size_t ready_size(const Geometry& g) { return weight_count(g) / 4 * product_count; }

template <typename T>
void transform_weights(const Geometry& g, Pass pass, const T* weight, T* ready) {
  const Halves half(g, pass);
  const std::size_t C = g.channels / g.groups;
  for (std::size_t group = 0; group < g.groups; ++group, weight += 4 * half.filters * half.channels)
    for (std::size_t filter = 0, rows = 0; filter < half.filters; filter += rows) {
      rows = next_tile(half.filters - filter);
      if (pass == Pass::forward)
        pack_tile(weight + filter * C, C, half, rows, ready);
      else
        pack_transposed_tile(weight + filter, C, half, rows, ready);
      ready += product_count * rows * half.channels;
    }
}

void expect_applicable(const Geometry& g) {
  if (applicable(g)) return;
  const auto by = [](std::size_t a, std::size_t b) { return std::to_string(a) + " x " + std::to_string(b); };
  const bool pointwise = pointwise::applicable(g);
  throw Error(
      "convolution by strassen",
      pointwise ? "even numbers of channels and filters in a group" : "1 x 1 taps, stride 1 and no padding",
      pointwise
          ? std::to_string(g.channels / g.groups) + " channels and " + std::to_string(g.filters / g.groups) + " filters"
          : by(g.kernel_height, g.kernel_width) + " taps, stride " + by(g.stride_height, g.stride_width) +
                " and padding " + std::to_string(g.padding_top) + ", " + std::to_string(g.padding_bottom) + ", " +
                std::to_string(g.padding_left) + ", " + std::to_string(g.padding_right));
}

template <typename T>
void forward_ready(const Geometry& g, std::size_t batch, const T* x, const T* ready, const T* bias, T* y,
                   Workspace<T>& workspace) {
  run(g, Pass::forward, batch, x, Weights<T>{ready, nullptr}, bias, y, workspace);
}

template <typename T>
void forward(const Geometry& g, std::size_t batch, const T* x, const T* weight, const T* bias, T* y,
             Workspace<T>& workspace) {
  run(g, Pass::forward, batch, x, Weights<T>{nullptr, weight}, bias, y, workspace);
}

template <typename T>
void backward_data(const Geometry& g, std::size_t batch, const T* dy, const T* weight, T* dx, Workspace<T>& workspace) {
  constexpr const T* no_bias = nullptr;
  run(g, Pass::backward_data, batch, dy, Weights<T>{nullptr, weight}, no_bias, dx, workspace);
}

template <typename T>
std::size_t workspace_size(const Geometry& g, std::size_t batch, Pass pass, bool ready, std::size_t threads) {
  return worthwhile_threads(flops(g, batch), threads) * scratch_of_thread<T>(g, pass, ready);
}

#define DLN_INSTANTIATE(T)                                                                                    \
  template void transform_weights(const Geometry&, Pass, const T*, T*);                                       \
  template void forward_ready(const Geometry&, std::size_t, const T*, const T*, const T*, T*, Workspace<T>&); \
  template void forward(const Geometry&, std::size_t, const T*, const T*, const T*, T*, Workspace<T>&);       \
  template void backward_data(const Geometry&, std::size_t, const T*, const T*, T*, Workspace<T>&);           \
  template std::size_t workspace_size<T>(const Geometry&, std::size_t, Pass, bool, std::size_t);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv::strassen

#include "dln/conv/cost.hpp"

#include <algorithm>
#include <cstdio>
#include <limits>

#include "dln/conv/cost_constants.hpp"
#include "dln/conv/direct.hpp"
#include "dln/conv/microkernel.hpp"
#include "dln/conv/phases.hpp"
#include "dln/conv/strassen.hpp"
#include "dln/conv/strided_tiles.hpp"
#include "dln/conv/tasks.hpp"
#include "dln/conv/visible.hpp"
#include "dln/conv/winograd_tiles.hpp"
#include "dln/conv/workspace.hpp"

namespace dln::conv {

namespace {

using namespace constants;

/** Which part of the pairs of an output and a tap see the image, not padding. */
double seen(const Geometry& g) {
  const auto along = [](std::size_t outputs, std::size_t inputs, std::size_t taps,
                        std::size_t stride, std::size_t dilation, std::size_t padding) {
    std::size_t pairs = 0;
    for (std::size_t tap = 0; tap < taps; ++tap) {
      const Range range = seeing_outputs(
          outputs, stride, std::ptrdiff_t(tap * dilation) - std::ptrdiff_t(padding), inputs);
      pairs += range.end - range.begin;
    }
    return double(pairs) / double(outputs * taps);
  };
  return along(output_height(g), g.height, g.kernel_height, g.stride_height, g.dilation_height,
               g.padding_top) *
         along(output_width(g), g.width, g.kernel_width, g.stride_width, g.dilation_width,
               g.padding_left);
}

/** How often the weights are read: once for every block of rows that shares the cache with
 * them. */
double reading_seconds(double bytes, std::size_t threads) {
  return bytes / (bytes < cached_weights
                      ? machine.cache_bytes * double(threads)
                      : machine.memory_bytes * std::min(2.0, double(threads)));
}

std::size_t winograd_threads(const Geometry& g, std::size_t batch, std::size_t threads) {
  const Phased apart = phased(g);
  return winograd::threads_for(apart.geometry, batch * apart.images, threads);
}

/** The parts of the cost of one of Winograd's, which works on the phases of a convolution. */
template <typename T>
void estimate_winograd(const Geometry& g, std::size_t batch, Direction direction,
                       Algorithm algorithm, bool ready, std::size_t threads, Estimate& e) {
  // [Add up what Winograd would take]
  const Phased apart = phased(g);
  const Geometry& plain = apart.geometry;  // without stride and dilation
  const bool back = direction == Direction::backward_data,
             gradient = direction == Direction::backward_weights;
  const double N = double(batch), share = double(threads), width = double(lanes<T>);
  const std::size_t C = plain.channels / plain.groups, K = plain.filters / plain.groups,
                    written = back ? C : K;
  const std::size_t side = tile_points(algorithm), taps = plain.kernel_height,
                    m = side + 1 - taps;
  const std::size_t rows = back ? plain.height : output_height(plain);
  const std::size_t columns = back ? plain.width : output_width(plain);
  const std::size_t tiles =
      batch * apart.images * ceil_divide(rows, m) * ceil_divide(columns, m);
  const double points = N * double(apart.images * winograd::points_along(rows, m, taps) *
                                   winograd::points_along(columns, m, taps));
  const double weights = double(weight_count(plain)), kernels = weights / double(taps * taps);
  const double transformed = kernels * double(side * side);
  // Vectors of V and M, padded. Where the filters are divided, each thread makes a V of its
  // own.
  const bool divided =
      !gradient && winograd::divides_filters<T>(tiles, written, ready, threads);
  const std::size_t read = back ? K : C, copies = divided ? threads : 1;
  const std::size_t vectors =
      copies * ceil_divide(read, lanes<T>) + ceil_divide(written, lanes<T>);
  e.operations = 2 * points * kernels * double(round_up(written, lanes<T>)) / double(written);
  e.product_seconds = e.operations / (0.9 * product_rate<T> * share);
  const double longer = double(side + 4) / 10;  // sums are, in larger tiles
  e.transform_seconds = points * double(plain.groups * vectors) *
                            (1 + machine.growth * (longer - 1)) /
                            (transform_rate / 1.5 * share) +
                        N * double(apart.x.size() + apart.y.size()) * phase_seconds / share;
  if (!ready)
    e.weight_seconds = double(g.filters * apart.weights.size()) * kernel_seconds / share;
  // Weights that are transformed just before their use stay in the L2 cache, others are written
  // and read again.
  const bool few = winograd::are_few(tiles, ready);
  const double gathered = gradient ? 0 : (few ? few_gather_cycles : gather_cycles) * weights;
  const double cycles = gradient ? (few ? few_gradient_cycles : machine.gradient_cycles)
                        : few    ? few_weight_cycles
                                 : machine.weight_cycles;
  const double transforming = cycles * longer * transformed;
  const double seconds = (gathered + transforming) / width / (machine.cycles * share);
  const double reading = reading_seconds(transformed * sizeof(T), threads);
  // Where V and Z go through memory instead of the sums, they are about as much, or more. Few
  // tiles' sums stay near, but where the LLC is far, the weights themselves do not.
  const double values = points * double(C + K) * sizeof(T);  // of a group
  const double moved = winograd::leave_the_cache(values)
                           ? 2 * double(plain.groups) * values / (machine.moved_bytes * share)
                       : !winograd::sums_locally(tiles) ? reading
                       : intel_server ? reading_seconds(weights * sizeof(T), threads)
                                      : 0;
  if (gradient && few) e.product_seconds /= few_gradient_products;
  if (gradient)  // few tiles' sums are added to what has been asked for: that takes no longer
                 // than to move it
    e.weight_seconds += moved + seconds + (few ? 0 : add_seconds * weights / share);
  else if (ready)  // read while the products are summed, but a part is waited for in any case
    e.weight_seconds += std::max(reading - e.product_seconds, machine.waited * reading);
  else if (divided)
    e.weight_seconds += reading_seconds(weights * sizeof(T), threads) + seconds;
  else
    e.weight_seconds += 3 * reading + seconds;
  // [Add up what Winograd would take]
}

/** The parts of the cost of Strassen's product. */
template <typename T>
void estimate_strassen(const Geometry& g, std::size_t batch, bool back, bool ready,
                       std::size_t threads, Estimate& e) {
  const strassen::Halves half(g, back ? Direction::backward_data : Direction::forward);
  const double depth = double(half.channels), share = double(threads),
               weights = double(weight_count(g));
  const strassen::Pairs pairs(g.height * g.width, lanes<T>, batch * g.groups);
  e.operations *=
      7.0 / 8 * double(2 * pairs.twos) / double(ceil_divide(g.height * g.width, lanes<T>));
  // Eight sums at least keep a core busy, a product takes some time to begin and end, the first
  // filters form the factors of the others, and the pair of tiles at an image's edge is copied,
  // to and fro.
  const double in_a_row = double(pairs.twos) / double(pairs.count);
  const double idle = std::max(1.0, 8 / (in_a_row * double(std::min(half.filters, tile_rows))));
  const double begins =
      machine.begin_cycles * machine.vectors_a_cycle / (double(tile_rows) * in_a_row * depth);
  const double forms = 0.3 / double(ceil_divide(half.filters, tile_rows));
  const double edge =
      g.height * g.width % (2 * lanes<T>) == 0 ? 0 : (0.05 + 4 / depth) / double(pairs.count);
  e.product_seconds = e.operations * idle * (1 + begins) * (1 + forms) * (1 + edge) /
                      (0.95 * product_rate<T> * share);
  e.transform_seconds = double(batch) * double(input_size(g) + output_size(g)) /
                        (double(lanes<T>) * transform_rate * share);
  const double packing = back ? 0.6e-9 : 1e-9;  // of a weight; every thread packs all
  e.weight_seconds =
      (ready ? 0 : packing * weights) + reading_seconds(7.0 / 4 * weights * sizeof(T), threads);
}

/** The parts of the cost of Winograd's algorithm for stride 2. */
template <typename T>
void estimate_strided(const Geometry& g, std::size_t batch, bool back, bool ready,
                      std::size_t threads, Estimate& e) {
  constexpr std::size_t m = strided::tile_outputs;
  const std::size_t C = g.channels / g.groups, K = g.filters / g.groups, read = back ? K : C,
                    written = back ? C : K;
  const std::size_t rows =
      back ? ceil_divide(g.height, 2 * m) : ceil_divide(output_height(g), m);
  const std::size_t columns =
      back ? ceil_divide(g.width, 2 * m) : ceil_divide(output_width(g), m);
  const double values = double(batch * g.groups * rows * columns * strided::tile_values),
               share = double(threads);
  e.operations = 2 * values * double(read * round_up(written, lanes<T>));
  e.product_seconds = e.operations / (0.9 * product_rate<T> * share);
  e.transform_seconds = values *
                        double(ceil_divide(read, lanes<T>) + ceil_divide(written, lanes<T>)) /
                        (transform_rate / 1.35 * share);
  const double kernels = double(g.groups * C * K * strided::kernels);
  const double reading = reading_seconds(kernels * sizeof(T), threads);
  const double transforming =
      machine.weight_cycles * kernels / (double(lanes<T>) * machine.cycles * share);
  e.weight_seconds = ready ? std::max(reading - e.product_seconds, machine.waited * reading)
                           : 4 * reading + transforming;
}

}  // namespace

const char* name(Algorithm algorithm) {
  constexpr std::array names{"naive",   "im2col",    "direct",    "strassen",
                             "strided", "winograd2", "winograd4", "winograd6"};
  return names[std::size_t(algorithm)];
}

bool applicable(const Geometry& g, Algorithm algorithm) {
  if (algorithm == Algorithm::strassen) return strassen::applicable(g);
  if (algorithm == Algorithm::strided) return strided::applicable(g);
  return !is_winograd(algorithm) ||
         winograd::applicable(g, winograd::Points(tile_points(algorithm)));
}

ErrorBound error_bound(Algorithm algorithm, std::size_t terms) {
  if (algorithm == Algorithm::winograd6) return {std::numeric_limits<double>::infinity(), 192};
  if (algorithm == Algorithm::winograd4) return {std::numeric_limits<double>::infinity(), 32};
  if (algorithm == Algorithm::winograd2) return {std::numeric_limits<double>::infinity(), 8};
  if (algorithm == Algorithm::strided) return {std::numeric_limits<double>::infinity(), 16};
  return {algorithm == Algorithm::strassen ? std::numeric_limits<double>::infinity()
                                           : double(terms + 3),
          12};
}

template <typename T>
Estimate estimate(const Geometry& g, std::size_t batch, Direction direction,
                  Algorithm algorithm, bool ready, std::size_t threads) {
  if (direction == Direction::backward_weights && !has_weight_gradient(algorithm))
    return estimate<T>(g, batch, direction, Algorithm::direct, ready,
                       threads);  // it goes that way
  Estimate e{algorithm, flops(g, batch), 0, 0, 0, 0};
  threads = is_winograd(algorithm) ? winograd_threads(g, batch, threads)
                                   : worthwhile_threads(e.operations, threads);
  const double N = double(batch), share = double(threads), width = double(lanes<T>),
               weights = double(weight_count(g));
  const std::size_t P = output_height(g), Q = output_width(g);
  const std::size_t C = g.channels / g.groups, K = g.filters / g.groups;
  const bool back = direction == Direction::backward_data,
             gradient = direction == Direction::backward_weights;
  const double images = N * double(input_size(g) + output_size(g));

  // The vectors run over the filters that are written, and their last one is only partly used.
  const std::size_t written = back ? C : K;
  const double waste = double(round_up(written, lanes<T>)) / double(written);
  switch (algorithm) {
    case Algorithm::naive:
      e.product_seconds = e.operations / (0.6e9 * std::min(share, N * double(g.filters)));
      break;
    case Algorithm::im2col: {
      const double columns = N * double(g.channels * g.kernel_height * g.kernel_width * P * Q);
      e.product_seconds = e.operations / (0.7 * product_rate<T>);  // one product at a time
      e.transform_seconds = columns * 1e-9 * (gradient ? 1 : 2) / std::min(share, N);
      break;
    }
    case Algorithm::direct: {
      const bool slides = direct::lanes_are_pixels<T>(g, direction);
      if (!slides) e.operations *= waste * seen(g);
      const bool windows = slides && g.kernel_height * g.kernel_width > 1;
      e.product_seconds =
          e.operations / ((windows ? machine.sliding : 0.95) * product_rate<T> * share);
      e.transform_seconds = images / width / (transform_rate * share);
      e.weight_seconds = (ready ? 0 : (gradient ? add_seconds : 1e-9) * weights / share) +
                         reading_seconds(weights * sizeof(T), threads);
      break;
    }
    case Algorithm::strassen:
      estimate_strassen<T>(g, batch, back, ready, threads, e);
      break;
    case Algorithm::strided:
      estimate_strided<T>(g, batch, back, ready, threads, e);
      break;
    case Algorithm::winograd2:
    case Algorithm::winograd4:
    case Algorithm::winograd6:
      estimate_winograd<T>(g, batch, direction, algorithm, ready, threads, e);
      break;
  }
  e.seconds = e.product_seconds + e.transform_seconds + e.weight_seconds +
              (threads > 1 ? start_seconds : 0);
  return e;
}

/** Whether the algorithm has a way of its own for the pass. */
static bool eligible(const Geometry& g, Direction direction, Algorithm algorithm, bool ready) {
  if (direction == Direction::backward_weights && !has_weight_gradient(algorithm)) return false;
  return applicable(g, algorithm) && !(ready && algorithm < Algorithm::direct);
}

template <typename T>
Algorithm choose(const Geometry& g, std::size_t batch, Direction direction, bool ready) {
  Algorithm best = Algorithm::direct;
  double least = estimate<T>(g, batch, direction, best, ready, usual_threads).seconds;
  for (const Algorithm algorithm : algorithms) {
    if (!eligible(g, direction, algorithm, ready)) continue;
    const double seconds =
        estimate<T>(g, batch, direction, algorithm, ready, usual_threads).seconds;
    if (seconds < least) least = seconds, best = algorithm;
  }
  return best;
}

template <typename T>
Explanation explain(const Geometry& g, std::size_t batch, Direction direction, bool ready) {
  Explanation result;
  for (const Algorithm algorithm : algorithms)
    if (eligible(g, direction, algorithm, ready))
      result.estimates.push_back(
          estimate<T>(g, batch, direction, algorithm, ready, usual_threads));
  std::sort(result.estimates.begin(), result.estimates.end(),
            [](const Estimate& a, const Estimate& b) { return a.seconds < b.seconds; });
  const Estimate& best = result.estimates[0];
  const Estimate& next = result.estimates[result.estimates.size() > 1 ? 1 : 0];
  char sentence[400];
  std::snprintf(sentence, sizeof sentence,
                "%s: %.3g ms expected (%.3g ms of products, %.3g ms of transforms, %.3g ms for "
                "the weights), "
                "against %.3g ms for %s, as if by %zu threads",
                name(best.algorithm), 1e3 * best.seconds, 1e3 * best.product_seconds,
                1e3 * best.transform_seconds, 1e3 * best.weight_seconds, 1e3 * next.seconds,
                name(next.algorithm), usual_threads);
  result.sentence = sentence;
  return result;
}

#define DLN_INSTANTIATE(T)                                                                \
  template Estimate estimate<T>(const Geometry&, std::size_t, Direction, Algorithm, bool, \
                                std::size_t);                                             \
  template Algorithm choose<T>(const Geometry&, std::size_t, Direction, bool);            \
  template Explanation explain<T>(const Geometry&, std::size_t, Direction, bool);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln::conv

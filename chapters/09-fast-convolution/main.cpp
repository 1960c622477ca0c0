// Chapter 09: fast convolution. The page is book/09-fast-convolution.md.
#include <fmt/format.h>

#include <algorithm>
#include <armadillo>
#include <optional>

#include "dln/core/random.hpp"
#include "dln/core/threads.hpp"
#include "experiments.hpp"
#include "program/interrupt.hpp"

namespace chapter {

namespace {

std::vector<float> random_numbers(std::size_t count, dln::Random random) {
  std::vector<float> numbers(count);
  for (float& number : numbers) number = static_cast<float>(random.uniform(-1, 1));
  return numbers;
}

}  // namespace

Problem::Problem(const dln::conv::Geometry& g, std::size_t images, std::uint64_t seed)
    : geometry(g),
      batch(images),
      x(random_numbers(images * dln::conv::input_size(g), dln::Random(seed).split(1))),
      weight(random_numbers(dln::conv::weight_count(g), dln::Random(seed).split(2))),
      y(images * dln::conv::output_size(g)) {}

void Problem::run(dln::conv::Algorithm algorithm) {
  dln::conv::forward<float>(geometry, batch, x.data(), weight.data(), nullptr, y.data(), scratch, algorithm);
}

double Problem::seconds(dln::conv::Algorithm algorithm, int samples) {
  return median_seconds(samples, [&] { run(algorithm); });
}

double Problem::ready_seconds(dln::conv::Algorithm algorithm, int samples) {
  std::vector<float> memory(dln::conv::ready_size<float>(geometry, batch, algorithm));
  const auto ready = dln::conv::prepare<float>(geometry, batch, weight.data(), memory.data(), std::optional(algorithm));
  return median_seconds(
      samples, [&] { dln::conv::forward_ready<float>(geometry, batch, x.data(), ready, nullptr, y.data(), scratch); });
}

double median_seconds(int samples, const std::function<void()>& call) {
  if (dln::program::interrupted()) throw dln::program::Interrupted();
  call();
  arma::vec seconds(static_cast<arma::uword>(samples));
  for (double& one : seconds) one = dln::program::seconds_of(call);
  return arma::median(seconds);
}

}  // namespace chapter

namespace {

void run(const dln::program::Options& options, dln::program::Results& results) {
  using namespace chapter;
  results.note("threads", dln::thread_count());
  dln::program::heading("A ladder, on one thread");
  show_ladder(options, results);
  dln::program::heading("What columns weigh");
  show_columns(results);
  dln::program::heading("Two limits");
  show_roofline(options, results);
  dln::program::heading("Blocking for the cache");
  show_blocking(options, results);
  dln::program::heading("Fewer multiplications");
  show_winograd(results);
  dln::program::heading("Other kernels, strides and dilation");
  show_phases(options, results);
  dln::program::heading("Stride two, without zeros");
  show_strides(options, results);
  dln::program::heading("One pixel: Strassen");
  show_strassen(options, results);
  dln::program::heading("What they cost in digits");
  show_rounding(options, results);
  dln::program::heading("More threads");
  show_scaling(options, results);
  dln::program::heading("When each wins");
  show_winners(options, results);
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter({"09-fast-convolution", "Chapter 09: fast convolution.",
                                    "./dln bench --rivals, the same core against the industry's", run},
                                   argc, argv);
}

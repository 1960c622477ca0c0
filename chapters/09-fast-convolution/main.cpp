// Chapter 09: fast convolution. The page is book/09-fast-convolution.md.
#include <fmt/format.h>

#include <optional>

#include "dln/core/random.hpp"
#include "dln/core/threads.hpp"
#include "experiments.hpp"

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
  dln::conv::forward<float>(geometry, batch, x.data(), weight.data(), nullptr, y.data(),
                            scratch, algorithm);
}

double Problem::seconds(dln::conv::Algorithm algorithm, int samples) {
  return dln::program::median_seconds(samples, [&] { run(algorithm); });
}

double Problem::ready_seconds(dln::conv::Algorithm algorithm, int samples) {
  std::vector<float> memory(dln::conv::ready_size<float>(geometry, batch, algorithm));
  const auto ready = dln::conv::prepare<float>(geometry, batch, weight.data(), memory.data(),
                                               std::optional(algorithm));
  return dln::program::median_seconds(samples, [&] {
    dln::conv::forward_ready<float>(geometry, batch, x.data(), ready, nullptr, y.data(),
                                    scratch);
  });
}

std::string images(std::size_t count) {
  return fmt::format("{} image{}", count, count == 1 ? "" : "s");
}

}  // namespace chapter

namespace {

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  return {{"A ladder, on one thread", [=] { return climb_ladder(options); }},
          {"What columns weigh", weigh_columns},
          {"Two limits", [=] { return measure_roofline(options); }},
          {"Blocking for the cache", [=] { return block_for_cache(options); }},
          {"Fewer multiplications", count_multiplications},
          {"Other kernels, strides and dilation", [=] { return split_into_phases(options); }},
          {"Stride two, without zeros", [=] { return time_strides(options); }},
          {"One pixel: Strassen", [=] { return time_strassen(options); }},
          {"What they cost in digits", [=] { return measure_rounding(options); }},
          {"More threads", [=] { return scale_threads(options); }},
          {"When each wins", [=] { return race_algorithms(options); }}};
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"09-fast-convolution", "Chapter 09: fast convolution.",
       "./dln bench --rivals, the same core against the industry's", experiments},
      argc, argv);
}

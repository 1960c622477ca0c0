#include "bench/own.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dln/core/error.hpp"
#include "program/interrupt.hpp"

namespace dln::bench {
namespace {

using conv::Algorithm;
using conv::Direction;

std::function<void()> run_by(Case& job, Memory& memory, std::optional<Algorithm> how) {
  const auto& g = job.layer.geometry;
  return [&, how] {
    if (job.pass == Direction::forward)
      conv::forward<float>(g, job.batch, job.x.data(), job.weight.data(), nullptr,
                           job.result.data(), memory.scratch, how);
    if (job.pass == Direction::backward_data)
      conv::backward_data<float>(g, job.batch, job.dy.data(), job.weight.data(),
                                 job.result.data(), memory.scratch, how);
    if (job.pass == Direction::backward_weights)
      conv::backward_weights<float>(g, job.batch, job.x.data(), job.dy.data(),
                                    job.result.data(), nullptr, memory.scratch, how);
  };
}

std::string chosen(const Case& job, bool ready) {
  return conv::name(conv::choose<float>(job.layer.geometry, job.batch, job.pass, ready));
}

Path auto_ready_path(Case& job, Memory& memory) {
  const auto& g = job.layer.geometry;
  float* transformed = memory.ready.reserve(conv::ready_size<float>(g, job.batch));
  const auto ready = conv::prepare<float>(g, job.batch, job.weight.data(), transformed);
  return {"auto_ready", chosen(job, true), [&, ready] {
            conv::forward_ready<float>(g, job.batch, job.x.data(), ready, nullptr,
                                       job.result.data(), memory.scratch);
          }};
}

}  // namespace

Path auto_path(Case& job, Memory& memory) {
  return {"auto", chosen(job, false), run_by(job, memory, std::nullopt)};
}

std::vector<Path> own_paths(Case& job, Memory& memory) {
  std::vector<Path> paths;
  const bool gradient = job.pass == Direction::backward_weights;
  for (const Algorithm algorithm : conv::algorithms)
    if (algorithm != Algorithm::naive && !(gradient && !conv::has_weight_gradient(algorithm)) &&
        conv::applicable(job.layer.geometry, algorithm))
      paths.push_back({conv::name(algorithm), "", run_by(job, memory, algorithm)});
  paths.push_back(auto_path(job, memory));
  if (job.pass == Direction::forward) paths.push_back(auto_ready_path(job, memory));
  return paths;
}

const char* main_path(Direction pass) {
  return pass == Direction::forward ? "auto_ready" : "auto";
}

Loops run_loops(const Case& job) {
  const auto& g = job.layer.geometry;
  const std::size_t x_size = conv::input_size(g), y_size = conv::output_size(g);
  Loops loops{{"naive", "", {}}, Numbers(job.result.size())};
  conv::Workspace<float> none;
  loops.path.seconds.push_back(time_once([&] {
    for (std::size_t n = 0; n < job.batch && !program::interrupted(); ++n) {
      const float *x = job.x.data() + n * x_size, *dy = job.dy.data() + n * y_size;
      float* result = loops.expected.data();
      if (job.pass == Direction::forward)
        conv::forward<float>(g, 1, x, job.weight.data(), nullptr, result + n * y_size, none,
                             Algorithm::naive);
      if (job.pass == Direction::backward_data)
        conv::backward_data<float>(g, 1, dy, job.weight.data(), result + n * x_size, none,
                                   Algorithm::naive);
      if (job.pass == Direction::backward_weights)
        conv::backward_weights<float>(g, 1, x, dy, result, nullptr, none, Algorithm::naive);
    }
  }));
  return loops;
}

void expect_right(const Path& path, Case& job, const Numbers& expected) {
  constexpr double tolerance =
      1e-3;  // of the largest number; a wrong index is off by about one
  std::ranges::fill(job.result, 0.0F);
  path.run();
  if (path.deliver) path.deliver();
  double largest = 0;
  double error = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    largest = std::max(largest, std::abs(static_cast<double>(expected[i])));
    const double difference =
        std::abs(static_cast<double>(expected[i]) - static_cast<double>(job.result[i]));
    if (!(difference <= error)) error = difference;  // keeps what is not a number
  }
  if (!(error <= tolerance * largest))
    throw Error(fmt::format("{}, {} {} of {} images", path.name, job.layer.name, name(job.pass),
                            job.batch),
                "the loops' result",
                fmt::format("one that is off by {:.3g} of at most {:.3g}", error, largest));
}

}  // namespace dln::bench

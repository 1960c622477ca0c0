// The benchmark of the convolution core: every algorithm and every rival on a fixed list of layers, side by side.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "bench/onednn.hpp"
#include "dln/conv/dispatch.hpp"
#include "dln/core/error.hpp"
#include "dln/core/random.hpp"
#include "dln/core/threads.hpp"
#include "program/interrupt.hpp"
#include "program/progress.hpp"
#include "program/results.hpp"

namespace {

using dln::bench::Path;
using dln::conv::Algorithm;
using dln::conv::Geometry;
using dln::conv::Pass;
using dln::conv::square;

struct Layer {
  const char* name;
  Geometry geometry;
};

const std::vector<Layer> layers = {{"vgg3_3x3", square(128, 256, 56, 3, 1, 1)},
                                   {"vgg4_3x3", square(256, 512, 28, 3, 1, 1)},
                                   {"res2_3x3", square(64, 64, 56, 3, 1, 1)},
                                   {"res3_3x3", square(128, 128, 28, 3, 1, 1)},
                                   {"res4_3x3", square(256, 256, 14, 3, 1, 1)},
                                   {"res5_3x3", square(512, 512, 7, 3, 1, 1)},
                                   {"stem_7x7s2", square(3, 64, 224, 7, 2, 3)},
                                   {"reduce_1x1", square(256, 64, 56, 1)},
                                   {"expand_1x1", square(64, 256, 56, 1)},
                                   {"down_3x3s2", square(128, 128, 56, 3, 2, 1)},
                                   {"dilated_3x3d2", square(64, 64, 56, 3, 1, 2, 2)},
                                   {"alex_5x5", square(96, 256, 27, 5, 1, 2)},
                                   {"lenet_5x5", square(1, 6, 28, 5, 1, 2)}};

const std::vector<std::pair<const char*, Pass>> passes = {
    {"forward", Pass::forward}, {"backward_data", Pass::backward_data}, {"backward_weights", Pass::backward_weights}};

struct Options {
  std::string layer, pass, json;
  std::size_t batch = 0, samples = 7, threads = 0;
  bool naive = false;
};

std::vector<float> random_numbers(std::size_t count, std::uint64_t seed) {
  dln::Random random(seed);
  std::vector<float> numbers(count);
  for (float& number : numbers) number = static_cast<float>(random.uniform(-1, 1));
  return numbers;
}

/** The tensors of one case. The pass's result has a place of its own, the rivals' one beside it. */
struct Tensors {
  std::vector<float> x, weight, dy, result, rival_x, rival_weight, rival_y;
  dln::conv::Workspace<float> scratch, ready;

  Tensors(const Geometry& g, std::size_t batch, Pass pass)
      : x(random_numbers(batch * dln::conv::input_size(g), 1)),
        weight(random_numbers(dln::conv::weight_count(g), 2)),
        dy(random_numbers(batch * dln::conv::output_size(g), 3)),
        result(pass == Pass::forward         ? dy.size()
               : pass == Pass::backward_data ? x.size()
                                             : weight.size()),
        rival_x(x),
        rival_weight(weight),
        rival_y(dy) {}
};

std::function<void()> job(const Geometry& g, std::size_t batch, Pass pass, Tensors& t, std::optional<Algorithm> how) {
  if (pass == Pass::forward)
    return [=, &t] {
      dln::conv::forward<float>(g, batch, t.x.data(), t.weight.data(), nullptr, t.result.data(), t.scratch, how);
    };
  if (pass == Pass::backward_data)
    return [=, &t] {
      dln::conv::backward_data<float>(g, batch, t.dy.data(), t.weight.data(), t.result.data(), t.scratch, how);
    };
  return [=, &t] {
    dln::conv::backward_weights<float>(g, batch, t.x.data(), t.dy.data(), t.result.data(), nullptr, t.scratch, how);
  };
}

std::vector<Path> own_paths(const Geometry& g, std::size_t batch, Pass pass, Tensors& t) {
  std::vector<Path> paths;
  for (const Algorithm algorithm : dln::conv::algorithms)
    if (algorithm != Algorithm::naive && dln::conv::applicable(g, algorithm))
      paths.push_back({dln::conv::name(algorithm), job(g, batch, pass, t, algorithm)});
  paths.push_back({"auto", job(g, batch, pass, t, std::nullopt)});
  if (pass == Pass::forward) {
    const auto ready =
        dln::conv::prepare<float>(g, batch, t.weight.data(), t.ready.reserve(dln::conv::ready_size<float>(g, batch)));
    paths.push_back({"auto_ready", [=, &t] {
                       dln::conv::forward_ready<float>(g, batch, t.x.data(), ready, nullptr, t.result.data(),
                                                       t.scratch);
                     }});
  }
  return paths;
}

/** Compares each of our paths with the loops, on the same data. @throws dln::Error if one is wrong */
void expect_right(const Path& path, const std::vector<float>& expected, Tensors& t) {
  std::ranges::fill(t.result, 0.0F);
  path.run();
  double largest = 0;
  double error = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    largest = std::max(largest, std::abs(static_cast<double>(expected[i])));
    error = std::max(error, std::abs(static_cast<double>(expected[i]) - static_cast<double>(t.result[i])));
  }
  if (!(error <= 1e-3 * largest)) throw dln::Error(path.name, "the loops' result", fmt::format("one off by {}", error));
}

/** One layer, pass and batch size: all paths, measured. */
std::vector<Path> run_case(const Layer& layer, std::size_t batch, Pass pass, const Options& options) {
  const Geometry& g = layer.geometry;
  Tensors t(g, batch, pass);
  std::vector<Path> loops = {{"naive", job(g, batch, pass, t, Algorithm::naive)}};
  const bool compare = batch == 1;  // the loops take minutes on a whole batch; its images go the same way as one
  std::vector<Path> paths = own_paths(g, batch, pass, t);
  if (compare || options.naive) {
    std::ranges::fill(t.result, 0.0F);
    const auto start = std::chrono::steady_clock::now();
    loops.front().run();
    loops.front().seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    const std::vector<float> expected = t.result;
    for (const Path& path : paths) expect_right(path, expected, t);
  }
  for (auto& rival :
       dln::bench::onednn_paths(g, batch, pass, t.rival_x.data(), t.rival_weight.data(), t.rival_y.data()))
    paths.push_back(std::move(rival));
  dln::bench::measure(paths, options.samples);
  if (!loops.front().seconds.empty()) paths.insert(paths.begin(), loops.front());
  return paths;
}

/** The best median among the paths whose names begin so; infinity if there is none. */
double best(const std::vector<Path>& paths, const std::string& begin) {
  double seconds = std::numeric_limits<double>::infinity();
  for (const Path& path : paths)
    if (path.name.starts_with(begin)) seconds = std::min(seconds, path.median());
  return seconds;
}

double time_of(const std::vector<Path>& paths, const std::string& name) {
  for (const Path& path : paths)
    if (path.name == name) return path.median();
  return std::numeric_limits<double>::infinity();
}

void run(const Options& options) {
  const double peak = dln::bench::peak_flops();
  fmt::print("{} threads, {:.0f} GFLOP/s at most; oneDNN {}\n", dln::thread_count(), peak / 1e9,
             dln::bench::has_onednn() ? "is here" : "is not installed (./dln bench --rivals)");
  fmt::print("{:<13} {:>2} {:<16} {:>9} {:>8} {:>8} {:>8} {:>7}\n", "layer", "N", "pass", "ms (auto)", "of peak",
             "im2col/", "oneDNN/", "spread");
  nlohmann::ordered_json records = nlohmann::ordered_json::array();
  const std::vector<std::size_t> batches =
      options.batch > 0 ? std::vector{options.batch} : std::vector<std::size_t>{1, 16};
  dln::program::ProgressBar bar("benchmark", layers.size() * passes.size() * batches.size());
  std::size_t done = 0;
  for (const Layer& layer : layers) {
    for (const auto& [pass_name, pass] : passes) {
      for (const std::size_t batch : batches) {
        bar.show(done++, fmt::format("{} {}", layer.name, pass_name));
        if (std::string(layer.name).find(options.layer) == std::string::npos) continue;
        if (!options.pass.empty() && options.pass != pass_name) continue;
        if (dln::program::interrupted()) break;
        const auto paths = run_case(layer, batch, pass, options);
        // Forward, weights are ready on both sides; backward, ours are transformed within the time.
        const bool forward = pass == Pass::forward;
        const double ours = time_of(paths, forward ? "auto_ready" : "auto");
        const double rival = std::min(best(paths, "onednn_blocked"), forward ? best(paths, "onednn_nchw_ready") : 1e9);
        const auto automatic = std::ranges::find(paths, forward ? "auto_ready" : "auto", &Path::name);
        fmt::print("{:<13} {:>2} {:<16} {:>9.3f} {:>8.2f} {:>8.2f} {:>8} {:>7.2f}\n", layer.name, batch, pass_name,
                   1e3 * ours, dln::conv::flops(layer.geometry, batch) / ours / peak, time_of(paths, "im2col") / ours,
                   dln::bench::has_onednn() ? fmt::format("{:.2f}", rival / ours) : "-", automatic->spread());
        std::fflush(stdout);
        for (const Path& path : paths)
          records.push_back({{"layer", layer.name},
                             {"pass", pass_name},
                             {"batch", batch},
                             {"path", path.name},
                             {"median_seconds", path.median()},
                             {"spread", path.spread()},
                             {"samples", path.seconds.size()}});
      }
    }
  }
  fmt::print("X/ is X's time over ours. Of peak: nominal operations; Winograd needs fewer,\nso it may pass 1.\n");
  if (!options.json.empty()) {
    dln::program::write_file(std::filesystem::absolute(options.json), records.dump(1) + "\n");
    fmt::print("All medians are in {}\n", options.json);
  }
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Times every convolution algorithm on a fixed list of layers.", "dln bench");
  app.add_option("--layer", options.layer, "Only layers with this in their names");
  app.add_option("--pass", options.pass, "Only this pass")
      ->check(CLI::IsMember({"forward", "backward_data", "backward_weights"}));
  app.add_option("--batch", options.batch, "Only this batch size (0: 1 and 16)")->capture_default_str();
  app.add_option("--samples", options.samples, "Samples of each path")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  app.add_option("--threads", options.threads, "Threads (0: one a core)")->capture_default_str();
  app.add_option("--json", options.json, "Write all medians to this file");
  app.add_flag("--naive", options.naive, "Time the plain loops on batches as well (slow)");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    dln::program::watch_for_interrupt();
    if (options.threads > 0) dln::set_thread_count(options.threads);
    run(options);
    return dln::program::interrupted() ? 130 : 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "dln bench: {}\n", error.what());
    return 1;
  }
}

#include "bench/network_report.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "bench/memory.hpp"
#include "bench/networks.hpp"
#include "bench/pytorch.hpp"
#include "dln/core/threads.hpp"
#include "dln/data/file.hpp"
#include "dln/layers/scratch.hpp"
#include "program/interrupt.hpp"

namespace dln::bench {
namespace {

double megabytes(std::size_t bytes) { return static_cast<double>(bytes) / 1e6; }

void print_line(const NetworkPlan& plan, std::size_t batch, What what,
                const std::vector<Path>& paths) {
  fmt::print("{:<6} {:>5} {:<8} {:>9.3f}", plan.name, batch, name(what),
             1e3 * paths[0].median());
  if (paths.size() > 1)
    fmt::print(" {:>9.3f} {:>6.2f}", 1e3 * paths[1].median(),
               paths[1].median() / paths[0].median());
  fmt::print("\n");
  std::fflush(stdout);
}

/** Both jobs with one batch, in a line each; false at Ctrl-C. */
bool measure_both(const NetworkPlan& plan, std::size_t batch, std::size_t samples,
                  Random& random, nlohmann::ordered_json& records) {
  for (const What what : {What::step, What::predict}) {
    NetworkCase job(plan, batch);
    std::vector<Path> paths;
    if (auto rival = pytorch_path(job, what)) paths.push_back(*rival);
    paths.insert(paths.begin(), our_path(job, what));
    if (!measure(paths, samples, random)) return false;
    print_line(plan, batch, what, paths);
    for (const Path& path : paths)
      records.push_back({{"network", plan.name},
                         {"batch", batch},
                         {"what", name(what)},
                         {"path", path.name},
                         {"median_seconds", path.median()}});
  }
  return true;
}

void print_layers(const NetworkPlan& plan, std::size_t batch) {
  fmt::print("\n{}, batch {}, by layer, ms:\n  {:<24} {:>8} {:>8}\n", plan.name, batch, "",
             "forward", "backward");
  for (const auto& layer : time_layers(plan, batch))
    fmt::print("  {:<24} {:>8.3f} {:>8.3f}\n", layer.name, 1e3 * layer.forward,
               1e3 * layer.backward);
}

/** What something holds at its height, beside what it leaves behind the first time: weights,
 * scratch memory. */
double height(const std::function<void()>& run) {
  run();
  return megabytes(peak_bytes(run));
}

std::function<void()> forward(const NetworkCase& job, Keep keep) {
  return [&job, keep] {
    Pass<float> pass(Mode::test, Random(1), keep);
    job.network->forward(job.batch.images, pass);
  };
}

void print_memory(std::size_t batch) {
  fmt::print("\nMemory at its height beside weights and scratch, MB:\n");
  for (const auto& plan : small_networks()) {
    NetworkCase job(plan, batch);
    fmt::print("  {:<6} batch {:<4} a step {:>6.1f}   a prediction {:>6.1f}\n", plan.name,
               batch, height(our_path(job, What::step).run),
               height(forward(job, Keep::nothing)));
  }
  const NetworkCase job(vgg16(), 1);
  const double all = height(forward(job, Keep::all)),
               nothing = height(forward(job, Keep::nothing));
  fmt::print(
      "  {:<6} batch {:<4} forward, keeping all {:>6.1f}, keeping nothing {:>6.1f} (weights "
      "{:.1f}, scratch {:.1f})\n",
      vgg16().name, 1, all, nothing,
      megabytes(count_weights(job.network->parameters()) * sizeof(float)),
      megabytes(scratch<float>().size() * sizeof(float)));
}

}  // namespace

void run_networks(const NetworkOptions& options) {
  fmt::print("{} threads; PyTorch {} (--rivals installs it)\n", thread_count(),
             has_pytorch() ? "is here" : "is not");
  fmt::print("{:<6} {:>5} {:<8} {:>9} {:>9} {:>6}\n", "", "batch", "what", "ours, ms",
             "PyTorch", "times");
  Random random(1);
  auto records = nlohmann::ordered_json::array();
  const auto batches =
      options.batch > 0 ? std::vector{options.batch} : std::vector<std::size_t>{1, 64, 128};
  for (const auto& plan : small_networks())
    for (const std::size_t batch : batches)
      if (!measure_both(plan, batch, options.samples, random, records)) return;
  const std::size_t usual = options.batch > 0 ? options.batch : 64;
  for (const auto& plan : small_networks()) print_layers(plan, usual);
  print_memory(usual);
  if (options.json.empty()) return;
  write_file(std::filesystem::absolute(options.json), records.dump(1) + "\n");
  fmt::print("All medians are in {}\n", options.json);
}

}  // namespace dln::bench

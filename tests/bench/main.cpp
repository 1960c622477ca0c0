// The benchmark of the convolution core: every algorithm and every rival on a fixed list of
// layers, side by side.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "bench/network_report.hpp"
#include "bench/onednn.hpp"
#include "bench/own.hpp"
#include "bench/peak.hpp"
#include "bench/pytorch.hpp"
#include "bench/report.hpp"
#include "dln/core/error.hpp"
#include "dln/core/random.hpp"
#include "dln/core/threads.hpp"
#include "dln/data/file.hpp"
#include "program/interrupt.hpp"
#include "program/progress.hpp"
#include "program/results.hpp"

namespace {

using dln::bench::Case;
using dln::bench::Layer;
using dln::bench::Measured;
using dln::bench::Path;
using dln::conv::Direction;

struct Options {
  std::string layer, pass, json, results;
  std::size_t batch = 0, samples = 7, threads = 0;
  bool explain = false, paths = false, scaling = false, networks = false;
};

/** What is to be measured, before its tensors are made. */
struct Plan {
  Layer layer;
  Direction pass;
  std::size_t batch;
};

std::vector<Plan> plans(const Options& options) {
  std::vector<Plan> list;
  std::string names;
  const auto batches =
      options.batch > 0 ? std::vector{options.batch} : std::vector<std::size_t>{1, 16};
  for (const Layer& layer : dln::bench::layers()) {
    names += fmt::format("{}{}", names.empty() ? "" : ", ", layer.name);
    if (std::string(layer.name).find(options.layer) == std::string::npos) continue;
    for (const Direction pass : dln::bench::passes)
      for (const std::size_t batch : batches)
        if (options.pass.empty() || options.pass == dln::bench::name(pass))
          list.push_back({layer, pass, batch});
  }
  if (list.empty())
    throw dln::Error("--layer", "a part of one of " + names, "'" + options.layer + "'");
  return list;
}

/** Forgets what to run, and with it the case's tensors. */
void keep_times_only(std::vector<Path>& paths) {
  for (Path& path : paths) path.run = path.deliver = nullptr;
}

/** One case by all paths, each compared with the loops and then timed; nothing if Ctrl-C came
 * before the end. */
std::vector<Measured> measure_all_paths(const Plan& plan, const Options& options,
                                        dln::Random& random) {
  Case job(plan.layer, plan.pass, plan.batch);
  dln::bench::Memory memory;
  std::vector<Path> paths = dln::bench::own_paths(job, memory);
  for (Path& path : dln::bench::onednn_paths(job)) paths.push_back(std::move(path));
  for (Path& path : dln::bench::pytorch_paths(job)) paths.push_back(std::move(path));

  const auto loops = dln::bench::run_loops(job);
  if (dln::program::interrupted()) return {};
  for (const Path& path : paths) dln::bench::expect_right(path, job, loops.expected);

  if (!dln::bench::measure(paths, options.samples, random)) return {};
  dln::bench::name_the_best(paths);
  paths.insert(paths.begin(), loops.path);
  keep_times_only(paths);
  return {{plan.layer, plan.pass, plan.batch, dln::thread_count(), paths}};
}

/**
 * The dispatcher's choice with each number of threads; nothing if Ctrl-C came before the end.
 */
std::vector<Measured> measure_scaling(const Plan& plan, const Options& options,
                                      dln::Random& random) {
  Case job(plan.layer, plan.pass, plan.batch);
  dln::bench::Memory memory;
  const std::size_t most = dln::thread_count();
  const auto loops = dln::bench::run_loops(job);
  if (dln::program::interrupted()) return {};
  std::vector<Path> paths;
  for (std::size_t threads = 1; threads <= most; ++threads) {
    dln::set_thread_count(threads);
    Path path = dln::bench::auto_path(job, memory);
    path.run = [threads, run = path.run] {
      dln::set_thread_count(threads);
      run();
    };
    dln::bench::expect_right(path, job, loops.expected);
    paths.push_back(std::move(path));
  }
  const bool complete = dln::bench::measure(paths, options.samples, random);
  dln::set_thread_count(most);
  if (!complete) return {};
  keep_times_only(paths);
  std::vector<Measured> by_threads;
  for (std::size_t i = 0; i < paths.size(); ++i)
    by_threads.push_back({plan.layer, plan.pass, plan.batch, i + 1, {paths[i]}});
  return by_threads;
}

std::string presence(bool here) { return here ? "is here" : "is not installed"; }

void run(const Options& options) {
  const auto list = plans(options);
  dln::Random random(1);
  dln::bench::Peak peak;
  const auto giga = [&] { return peak.flops() / 1e9; };
  fmt::print("{} threads, peak {:.0f} GFLOP/s; oneDNN {}, PyTorch {}\n", dln::thread_count(),
             giga(), presence(dln::bench::has_onednn()), presence(dln::bench::has_pytorch()));
  if (!dln::bench::has_onednn() || !dln::bench::has_pytorch())
    fmt::print("(./dln bench --rivals installs rivals)\n");
  if (options.scaling)
    fmt::print(
        "The dispatcher's choice, weights not ready: threads, time, speed-up over one "
        "thread\n");
  else
    dln::bench::print_headings();

  std::vector<Measured> all;
  std::size_t done = 0;
  {
    dln::program::ProgressBar bar("benchmark", list.size());
    for (const Plan& plan : list) {
      bar.show(done, fmt::format("{} {}", plan.layer.name, dln::bench::name(plan.pass)));
      const auto measured = options.scaling ? measure_scaling(plan, options, random)
                                            : measure_all_paths(plan, options, random);
      if (measured.empty()) break;
      peak.measure();
      all.insert(all.end(), measured.begin(), measured.end());
      ++done;
      if (options.scaling) {
        dln::bench::print_scaling(measured);
        continue;
      }
      dln::bench::print_line(measured.front(), peak.flops());
      if (options.paths) dln::bench::print_paths(measured.front());
      if (options.explain) dln::bench::print_choice(measured.front());
    }
  }
  if (!options.scaling) dln::bench::print_summary(all);
  fmt::print("The machine's peak in this run: {:.0f} GFLOP/s\n", giga());
  if (done < list.size())
    fmt::print("Stopped: {} of {} cases were measured\n", done, list.size());
  if (!options.results.empty()) {
    dln::program::Results results(options.results);
    results.write("table", dln::bench::table(all, peak.flops()));
    results.note("onednn", dln::bench::has_onednn());
    results.note("pytorch", dln::bench::has_pytorch());
    results.save();
  }
  if (!options.json.empty()) {
    dln::write_file(std::filesystem::absolute(options.json),
                    dln::bench::records(all, peak.flops()).dump(1) + "\n");
    fmt::print("All medians are in {}\n", options.json);
  }
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app(
      "Times every convolution algorithm, and every rival that is installed, on a fixed list "
      "of layers.",
      "dln bench");
  app.add_option("--layer", options.layer, "Only layers with this in their names");
  app.add_option("--pass", options.pass, "Only this pass")
      ->check(CLI::IsMember({"forward", "backward_data", "backward_weights"}));
  app.add_option("--batch", options.batch, "Only this batch size (0: 1 and 16)")
      ->capture_default_str();
  app.add_option("--samples", options.samples, "Samples of each path, at least")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  app.add_option("--threads", options.threads, "Threads (0: one a core)")
      ->capture_default_str();
  app.add_option("--json", options.json, "Write all medians to this file");
  app.add_option("--results", options.results, "Write the table to this folder, for the book");
  app.add_flag(
      "--paths", options.paths,
      "Below each line, the times of all paths: the loops, every algorithm, every rival");
  app.add_flag("--explain", options.explain, "Say why the dispatcher chose what it chose");
  app.add_flag("--networks", options.networks,
               "Instead: training steps and predictions of whole networks, by layer, memory");
  app.add_flag("--scaling", options.scaling,
               "Instead: the dispatcher's choice with 1, 2, ... threads");
  app.footer("./dln bench --rivals installs the rivals, oneDNN and PyTorch, first.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    dln::program::watch_for_interrupt();
    if (options.threads > 0) dln::set_thread_count(options.threads);
    if (options.networks)
      dln::bench::run_networks({options.batch, options.samples, options.json});
    else
      run(options);
    return dln::program::interrupted() ? 130 : 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "dln bench: {}\n", error.what());
    return 1;
  }
}

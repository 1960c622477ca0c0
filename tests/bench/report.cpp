#include "bench/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "bench/own.hpp"

namespace dln::bench {
namespace {

using conv::Direction;

constexpr double bar = 0.95;  // below it a cell counts as lost

double ours(const Measured& m) { return median_of(m.paths, main_path(m.pass)); }

/** "1.23", or "-" where there is no such path. */
std::string ratio(double theirs, double mine) {
  const double value = theirs / mine;
  if (!std::isfinite(value)) return "-";
  return value < 100 ? fmt::format("{:.2f}", value) : fmt::format("{:.0f}", value);
}

std::optional<double> geometric_mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += std::log(value);
  if (values.empty() || !std::isfinite(sum)) return {};
  return std::exp(sum / static_cast<double>(values.size()));
}

/** 3 x 3 with stride 1 and dilation 1. */
bool is_plain_3x3(const Layer& layer) {
  const conv::Geometry& g = layer.geometry;
  return conv::applicable(g, conv::Algorithm::winograd2) && g.kernel_height == 3 &&
         g.dilation_height == 1;
}

void print_means_against_onednn(const std::vector<Measured>& all) {
  if (std::ranges::any_of(all, [](const Measured& m) { return is_plain_3x3(m.layer); }))
    fmt::print(
        "\noneDNN's best over ours, geometric mean of the 3 x 3 layers with stride 1:\n");
  for (const Direction pass : passes) {
    std::vector<double> ratios;
    for (const Measured& m : all)
      if (m.pass == pass && is_plain_3x3(m.layer))
        ratios.push_back(best_of_onednn(m) / ours(m));
    if (const auto mean = geometric_mean(ratios))
      fmt::print("  {:<17} {:>5.2f}  ({} cases{})\n", name(pass), *mean, ratios.size(),
                 pass == Direction::forward ? ", weights ready on both sides" : "");
  }
}

void print_lost_cells(const std::vector<Measured>& all) {
  std::string lost;
  std::size_t compared = 0;
  for (const Measured& m : all) {
    const double value = best_of_onednn(m) / ours(m);
    if (!std::isfinite(value)) continue;
    ++compared;
    if (value < bar)
      lost += fmt::format("  {:<13} N = {:<2} {:<17} {:.2f}\n", m.layer.name, m.batch,
                          name(m.pass), value);
  }
  fmt::print("Cells below {} of oneDNN's best: {} of {}\n{}", bar,
             std::ranges::count(lost, '\n'), compared, lost);
}

/** Over every layer and batch of which all three passes were measured. */
void print_training_step(const std::vector<Measured>& all) {
  struct Step {
    std::size_t passes = 0;
    double ours = 0, pytorch = 0;
  };
  std::map<std::pair<std::string, std::size_t>, Step> steps;
  for (const Measured& m : all) {
    Step& step = steps[{m.layer.name, m.batch}];
    ++step.passes;
    step.ours += median_of(m.paths, "auto");
    step.pytorch += median_of(m.paths, "pytorch");
  }
  std::vector<double> ratios;
  for (const auto& [key, step] : steps)
    if (step.passes == passes.size()) ratios.push_back(step.pytorch / step.ours);
  if (const auto mean = geometric_mean(ratios)) {
    const auto [least, most] = std::ranges::minmax(ratios);
    fmt::print(
        "PyTorch over ours, a training step (three passes), mean of {}:\n  {:.2f}  (geometric; "
        "from {:.2f} to "
        "{:.2f})\n",
        ratios.size(), *mean, least, most);
  }
}

void print_loops(const std::vector<Measured>& all) {
  for (const Measured& m : all)
    if (std::string(m.layer.name) == "vgg3_3x3" && m.batch == 1)
      fmt::print("The loops over ours on {}, one image, {}: {:.0f} times\n", m.layer.name,
                 name(m.pass), median_of(m.paths, "naive") / ours(m));
}

}  // namespace

double best_of_onednn(const Measured& m) {
  const double blocked = median_of(m.paths, "onednn_blocked");
  return m.pass == Direction::forward
             ? std::min(blocked, median_of(m.paths, "onednn_nchw_ready"))
             : blocked;
}

void print_headings() {
  fmt::print("{:<13} {:>2} {:<16} {:<9} {:>8} {:>4} {:>5} {:>5} {:>5} {:>4}\n", "layer", "N",
             "pass", "ours", "ms", "peak", "im2c.", "oneD.", "PyT.", "+-%");
}

void print_line(const Measured& m, double peak) {
  const auto mine = std::ranges::find(m.paths, main_path(m.pass), &Path::name);
  const double seconds = mine->median();
  fmt::print("{:<13} {:>2} {:<16} {:<9} {:>8.3f} {:>4.2f} {:>5} {:>5} {:>5} {:>4.0f}\n",
             m.layer.name, m.batch, name(m.pass), mine->algorithm, 1e3 * seconds,
             conv::flops(m.layer.geometry, m.batch) / seconds / peak,
             ratio(median_of(m.paths, "im2col"), seconds), ratio(best_of_onednn(m), seconds),
             ratio(median_of(m.paths, "pytorch"), seconds), 50 * mine->spread());
  std::fflush(stdout);
}

void print_paths(const Measured& m) {
  std::vector<Path> paths = m.paths;
  std::ranges::sort(paths, {}, &Path::median);
  for (const Path& path : paths)
    fmt::print("  {:<28} {:>10.3f} ms {:>8} times ours\n", path.name, 1e3 * path.median(),
               ratio(path.median(), ours(m)));
  std::fflush(stdout);
}

void print_choice(const Measured& m) {
  const bool ready = m.pass == Direction::forward;
  fmt::print("{}",
             program::wrapped(
                 conv::explain<float>(m.layer.geometry, m.batch, m.pass, ready).sentence, 2));
}

void print_summary(const std::vector<Measured>& all) {
  fmt::print(
      "\nours: the dispatcher's choice, weights ready forward; peak: the part reached of\n"
      "the machine's, by nominal operations (fast ones need fewer and may pass 1);\n"
      "im2c., oneD., PyT.: times of im2col, oneDNN's best and PyTorch over ours;\n"
      "+-%: half the range of the samples.\n");
  if (std::ranges::any_of(all,
                          [](const Measured& m) { return std::isfinite(best_of_onednn(m)); })) {
    print_means_against_onednn(all);
    print_lost_cells(all);
  }
  print_training_step(all);
  print_loops(all);
}

void print_scaling(const std::vector<Measured>& by_threads) {
  const Measured& m = by_threads.front();
  const double one = median_of(m.paths, "auto");
  fmt::print("{:<13} {:>2} {:<16}", m.layer.name, m.batch, name(m.pass));
  for (const Measured& some : by_threads) {
    const double seconds = median_of(some.paths, "auto");
    fmt::print("  {} {:>8.3f} ms {:>5.2f}x", some.threads, 1e3 * seconds, one / seconds);
  }
  fmt::print("\n");
  std::fflush(stdout);
}

program::Table table(const std::vector<Measured>& all, double peak) {
  program::Table table({{"layer"},
                        {"ours"},
                        {"ms", "{:.3f}"},
                        {"peak", "{:.2f}"},
                        {"loops/", "{:.2f}"},
                        {"im2col/", "{:.2f}"},
                        {"oneDNN/", "{:.2f}"},
                        {"PyTorch/", "{:.2f}"}});
  for (const Measured& m : all) {
    const auto mine = std::ranges::find(m.paths, main_path(m.pass), &Path::name);
    const double seconds = mine->median();
    const auto over_ours = [&](double theirs) {
      return std::isfinite(theirs) ? program::Cell(theirs / seconds) : program::Cell("-");
    };
    table.add({m.layer.name, mine->algorithm, 1e3 * seconds,
               conv::flops(m.layer.geometry, m.batch) / seconds / peak,
               over_ours(median_of(m.paths, "naive")), over_ours(median_of(m.paths, "im2col")),
               over_ours(best_of_onednn(m)), over_ours(median_of(m.paths, "pytorch"))});
  }
  return table;
}

nlohmann::ordered_json records(const std::vector<Measured>& all, double peak) {
  auto list = nlohmann::ordered_json::array();
  for (const Measured& m : all)
    for (const Path& path : m.paths) {
      nlohmann::ordered_json record = {
          {"layer", m.layer.name}, {"pass", name(m.pass)}, {"batch", m.batch},
          {"path", path.name},     {"threads", m.threads}, {"median_seconds", path.median()}};
      if (!path.algorithm.empty()) record["algorithm"] = path.algorithm;
      record["spread"] = path.spread();
      record["samples"] = path.seconds.size();
      record["disturbed_samples"] = path.disturbed;
      record["fraction_of_peak"] =
          conv::flops(m.layer.geometry, m.batch) / path.median() / peak;
      record["peak_flops"] = peak;
      list.push_back(record);
    }
  return list;
}

}  // namespace dln::bench

#include "bench/measure.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <limits>
#include <map>

#include "dln/core/threads.hpp"
#include "program/interrupt.hpp"

namespace dln::bench {
namespace {

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/** Seconds of one run, and the share of the processors that it had. */
struct Sample {
  double seconds, share;
};

/** The mean of as many runs as fill five milliseconds: of a layer with many weights, single
 * runs differ by a third. */
Sample sample(const Path& path) {
  constexpr double least = 5e-3;
  path.run();  // brings its data into the caches
  const double processor = processor_seconds();
  const double start = wall_seconds();
  std::size_t runs = 0;
  do {
    path.run();
    ++runs;
  } while (wall_seconds() - start < least);
  const double wall = wall_seconds() - start;
  const double share =
      (processor_seconds() - processor) / wall / static_cast<double>(thread_count());
  return {wall / static_cast<double>(runs), share};
}

/** Of a few attempts the first that nobody disturbed, else the least disturbed. */
Sample quiet_sample(const Path& path, double enough) {
  constexpr int attempts = 4;
  Sample best = sample(path);
  for (int attempt = 1; best.share < enough && attempt < attempts; ++attempt) {
    const Sample next = sample(path);
    if (next.share > best.share) best = next;
  }
  return best;
}

}  // namespace

double Path::median() const {
  auto sorted = seconds;
  std::ranges::sort(sorted);
  return sorted.at(sorted.size() / 2);
}

double Path::spread() const {
  const auto [low, high] = std::ranges::minmax(seconds);
  return (high - low) / median();
}

double time_once(const std::function<void()>& run) {
  const double start = wall_seconds();
  run();
  return wall_seconds() - start;
}

bool measure(std::vector<Path>& paths, std::size_t samples, Random& random) {
  constexpr double undisturbed =
      0.95;  // threads that wait spin, so ours use all the processor there is
  constexpr double enough_seconds = 0.3;
  const std::size_t most = 5 * samples;
  double first_round = 0;
  for (std::size_t round = 0; round < most; ++round) {
    if (round >= samples && double(round) * first_round > enough_seconds) break;
    const double start = wall_seconds();
    for (const arma::uword i : random.permutation(paths.size())) {
      if (program::interrupted()) return false;
      Path& path = paths[i];
      const auto [seconds, share] = quiet_sample(path, undisturbed);
      path.seconds.push_back(seconds);
      if (share < undisturbed) ++path.disturbed;
    }
    if (round == 0) first_round = wall_seconds() - start;
  }
  return true;
}

void name_the_best(std::vector<Path>& paths) {
  std::map<std::string, const Path*> best;
  for (const Path& path : paths) {
    const Path*& known = best[path.name];
    if (known == nullptr || path.median() < known->median()) known = &path;
  }
  for (Path& path : paths)
    if (best.at(path.name) != &path) path.name += "_" + path.algorithm;
}

double median_of(const std::vector<Path>& paths, const std::string& name) {
  const auto path = std::ranges::find(paths, name, &Path::name);
  return path == paths.end() ? std::numeric_limits<double>::infinity() : path->median();
}

}  // namespace dln::bench

#include "dln/train/search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <mutex>
#include <sstream>

#include "dln/core/error.hpp"
#include "dln/core/threads.hpp"

namespace dln {
namespace {

void check_settings(const std::vector<Setting>& settings) {
  if (settings.empty()) throw Error("a search", "at least one setting", "none");
  for (const Setting& s : settings) {
    const double least = s.scale == Scale::logarithmic ? std::numeric_limits<double>::min()
                                                       : std::numeric_limits<double>::lowest();
    if (!(s.low >= least && s.low < s.high && std::isfinite(s.high)))
      throw Error("setting " + s.name,
                  s.scale == Scale::logarithmic ? "bounds above 0, the lower first"
                                                : "finite bounds, the lower first",
                  fmt::format("{} and {}", s.low, s.high));
  }
}

/** The value at a share of the way from the lower bound to the upper. */
double at(const Setting& s, double share) {
  if (share <= 0) return s.low;
  if (share >= 1) return s.high;
  // [Walk a share of the way between the bounds]
  return s.scale == Scale::logarithmic ? s.low * std::pow(s.high / s.low, share)
                                       : s.low + share * (s.high - s.low);
  // [Walk a share of the way between the bounds]
}

/** How far along a value lies: the inverse of `at`. */
double share_of(const Setting& s, double value) {
  return s.scale == Scale::logarithmic ? std::log(value / s.low) / std::log(s.high / s.low)
                                       : (value - s.low) / (s.high - s.low);
}

std::string heading(const std::vector<Setting>& settings) {
  std::string line;
  for (const Setting& s : settings) line += s.name + ",";
  return line + "score";
}

/** A point as text that reads back to the same bits. */
std::string coordinates_of(const Point& point) {
  std::string text;
  for (const double value : point) text += fmt::format("{:a},", value);
  return text;
}

/** The scores that a log holds, by the texts of their points. Only whole lines count. */
std::map<std::string, double> read_log(const std::filesystem::path& path,
                                       const std::string& first_line) {
  std::map<std::string, double> known;
  std::ifstream file(path, std::ios::binary);
  if (!file) return known;
  std::ostringstream all;
  all << file.rdbuf();
  std::string text = all.str();
  text.resize(text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1);
  std::istringstream lines(text);
  std::string line;
  if (!std::getline(lines, line)) return known;
  if (line != first_line) throw Error(path.string(), "the log of " + first_line, line);
  while (std::getline(lines, line)) {
    const std::size_t comma = line.rfind(',');
    if (comma == std::string::npos) continue;
    known[line.substr(0, comma + 1)] = std::strtod(line.c_str() + comma + 1, nullptr);
  }
  return known;
}

/** A log that trials are appended to. */
class Log {
 public:
  Log(const std::filesystem::path& path, const std::vector<Setting>& settings) : path_(path) {
    if (path.empty()) return;
    known_ = read_log(path, heading(settings));
    // Written anew, so that half a line at the end is gone.
    file_.open(path, std::ios::binary | std::ios::trunc);
    file_ << heading(settings) << '\n';
    for (const auto& [point, score] : known_) file_ << point << fmt::format("{:a}\n", score);
    flush();
  }

  /** The score of a point, if it was tried. */
  [[nodiscard]] const double* find(const Point& point) const {
    const auto place = known_.find(coordinates_of(point));
    return place == known_.end() ? nullptr : &place->second;
  }

  void add(const Trial& trial) {
    if (path_.empty()) return;
    file_ << coordinates_of(trial.point) << fmt::format("{:a}\n", trial.score);
    flush();
  }

 private:
  void flush() {
    if (!file_.flush()) throw Error(path_.string(), "a file that can be written", "a failure");
  }

  std::filesystem::path path_;
  std::map<std::string, double> known_;
  std::ofstream file_;
};

}  // namespace

std::vector<Point> grid(const std::vector<Setting>& settings, std::size_t values) {
  check_settings(settings);
  if (values < 2) throw Error("grid", "at least 2 values a setting", std::to_string(values));
  std::vector<Point> points = {{}};
  for (const Setting& setting : settings) {
    std::vector<Point> longer;
    for (const Point& point : points)
      for (std::size_t v = 0; v < values; ++v) {
        longer.push_back(point);
        longer.back().push_back(
            at(setting, static_cast<double>(v) / static_cast<double>(values - 1)));
      }
    points = std::move(longer);
  }
  return points;
}

std::vector<Point> random_points(const std::vector<Setting>& settings, std::size_t count,
                                 Random random) {
  check_settings(settings);
  // [Draw points at random]
  std::vector<Point> points(count);
  for (Point& point : points)
    for (const Setting& setting : settings) point.push_back(at(setting, random.uniform()));
  // [Draw points at random]
  return points;
}

std::vector<Setting> narrowed(const std::vector<Setting>& settings, const Point& about,
                              double share) {
  check_settings(settings);
  if (!(share > 0 && share <= 1))
    throw Error("narrowed", "a share in (0, 1]", fmt::format("{}", share));
  if (about.size() != settings.size())
    throw Error("narrowed", fmt::format("a point of {} numbers", settings.size()),
                std::to_string(about.size()));
  std::vector<Setting> closer = settings;
  for (std::size_t s = 0; s < settings.size(); ++s) {
    // [Move the bounds closer about a point]
    const double begin =
        std::clamp(share_of(settings[s], about[s]) - share / 2, 0.0, 1 - share);
    closer[s].low = at(settings[s], begin);
    closer[s].high = at(settings[s], begin + share);
    // [Move the bounds closer about a point]
  }
  return closer;
}

const Trial& best(const std::vector<Trial>& trials) {
  const Trial* highest = nullptr;
  for (const Trial& trial : trials)
    if (!std::isnan(trial.score) && (highest == nullptr || trial.score > highest->score))
      highest = &trial;
  if (highest == nullptr) throw Error("a search", "at least one trial with a score", "none");
  return *highest;
}

std::vector<Trial> search(const std::vector<Setting>& settings,
                          const std::vector<Point>& points,
                          const std::function<double(const Point&)>& score,
                          const TrialOptions& options) {
  check_settings(settings);
  for (const Point& point : points)
    if (point.size() != settings.size())
      throw Error("search", fmt::format("points of {} numbers", settings.size()),
                  std::to_string(point.size()));
  Log log(options.log, settings);
  std::vector<Trial> trials(points.size());
  std::vector<char> tried(points.size(), 0);
  std::atomic<bool> stopped = false;
  std::size_t done = 0;
  std::mutex mutex;
  const auto run = [&](std::size_t i) {
    if (stopped) return;
    // [Try a point, unless the log has its score]
    const double* known = log.find(points[i]);
    const Trial trial{points[i], known != nullptr ? *known : score(points[i])};
    const std::lock_guard lock(mutex);
    if (known == nullptr) log.add(trial);
    // [Try a point, unless the log has its score]
    trials[i] = trial;
    tried[i] = 1;
    ++done;
    if (options.callback && !options.callback(done, points.size())) stopped = true;
  };
  if (options.side_by_side)
    parallel_for(points.size(), run);
  else
    for (std::size_t i = 0; i < points.size(); ++i) run(i);
  std::vector<Trial> whole;
  for (std::size_t i = 0; i < points.size(); ++i)
    if (tried[i] != 0) whole.push_back(std::move(trials[i]));
  return whole;
}

}  // namespace dln

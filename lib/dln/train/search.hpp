/**
 * @file
 * Searching for settings: where to try, what came of it, and where to look closer.
 */
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "dln/core/random.hpp"

namespace dln {

/** How a setting acts: by factors, as rates and strengths do, or by differences. */
enum class Scale { logarithmic, linear };

/** A setting to be searched for between two bounds. */
struct Setting {
  std::string name;                  ///< `learning rate`; without commas and line breaks
  double low = 0;                    ///< the lowest value to try
  double high = 1;                   ///< the highest
  Scale scale = Scale::logarithmic;  ///< which differences count as equal
};

/** One value a setting. */
using Point = std::vector<double>;

/** A point, and what it was worth. */
struct Trial {
  Point point;       ///< what was tried
  double score = 0;  ///< higher is better; NaN for a training that left the numbers
};

/**
 * All combinations of evenly spaced values of every setting, bounds included; the last setting
 * changes fastest.
 * @throws Error if a setting makes no sense, or for fewer than two values
 */
std::vector<Point> grid(const std::vector<Setting>& settings, std::size_t values);

/**
 * Points drawn evenly on each setting's own scale. Source: Bergstra and Bengio 2012.
 * @throws Error if a setting makes no sense
 */
std::vector<Point> random_points(const std::vector<Setting>& settings, std::size_t count,
                                 Random random);

/**
 * The same settings with bounds closer about a point: `share` of their widths, moved to lie
 * within the old ones. Coarse to fine: search, narrow about the best, search again.
 * @throws Error if a setting makes no sense, or the share is not in (0, 1]
 */
std::vector<Setting> narrowed(const std::vector<Setting>& settings, const Point& about,
                              double share);

/** The trial with the highest score, the first of equal ones; throws an Error if none has one.
 */
const Trial& best(const std::vector<Trial>& trials);

/** How a search runs. */
struct TrialOptions {
  std::filesystem::path log = {};  ///< a line a trial, appended as it ends; empty for none
  bool side_by_side = false;       ///< as many trials at a time as there are threads
  /** Told after every trial, by one thread at a time; false ends the search. */
  std::function<bool(std::size_t done, std::size_t all)> callback = {};
};

/**
 * Scores points. With a log, points that stand there already are not tried again, so that a
 * search that was stopped goes on where it was; what a stop cut off in the middle of a line is
 * tried again.
 * @param settings what the numbers of a point are
 * @param points to be tried
 * @param score of a point; called by several threads if trials run side by side
 * @param options the log, and whom to tell
 * @return the trials in the order of the points; those not tried, after a stop, are left out
 * @throws Error if the log is another search's, or cannot be written
 */
std::vector<Trial> search(const std::vector<Setting>& settings,
                          const std::vector<Point>& points,
                          const std::function<double(const Point&)>& score,
                          const TrialOptions& options = {});

}  // namespace dln

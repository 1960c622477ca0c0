/**
 * @file
 * Panels: what stands between two axes, or a sheet measured in pixels; and how they become a
 * figure.
 */
#pragma once

#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "figure/style.hpp"

namespace figure {

/** The least and the most that an axis shows; what is NaN follows from the numbers. */
struct Range {
  double low = std::numeric_limits<double>::quiet_NaN();   ///< the least
  double high = std::numeric_limits<double>::quiet_NaN();  ///< the most
};

/** A place on an axis and what stands there. */
struct Tic {
  std::string text;  ///< what stands there
  double at = 0;     ///< where
};

/**
 * What stands around the plot. Texts are never turned: the label of y stands above its axis.
 */
struct Axes {
  std::string title = {};      ///< above everything; empty for none
  std::string x = {}, y = {};  ///< what the axes show, with units
  bool log_x = false, log_y = false;
  Range x_range = {}, y_range = {};
  std::vector<Tic> x_tics = {}, y_tics = {};  ///< instead of gnuplot's own choice
  std::string x_format = {}, y_format = {};  ///< of tics, as gnuplot writes it: `%g`, `10^{%L}`
                                             ///< (for log axes, unless given)
  int width = 480;                           ///< of the whole panel, in pixels
  int height = 300;                          ///< of the whole panel, in pixels
  bool square = false;                       ///< whether a unit is as long along x as along y
};

/** A line, point or area in the key. */
struct KeyEntry {
  enum class Kind { line, dashed, point, area };
  std::string name;  ///< what it is
  Colour colour;     ///< in which colour
  Kind kind;         ///< and how it is drawn
  int point = 7;     ///< gnuplot's number of the point
};

/** A gnuplot script that grows. */
class Script {
 public:
  /** Adds a data block. @param rows lines of numbers @return its name, `$d1` */
  std::string block(const std::string& rows);
  /** Adds commands before the plot. @param lines the commands */
  void command(const std::string& lines) { text_ += lines + "\n"; }
  /** Adds something to the plot command. @param clause such as `$d1 using 1:2 with lines` */
  void plot(const std::string& clause) { clauses_.push_back(clause); }
  /** Ends a panel by its plot command. @param nothing what to plot where there is nothing */
  void finish(const std::string& nothing);
  /** All commands so far. @return them */
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::vector<std::string> clauses_;
  std::size_t blocks_ = 0;
};

/** Adds to a script what a panel shows. */
using Layer = std::function<void(Script&)>;

/** Layers between axes, or on a sheet of pixels. */
struct Panel {
  Axes axes = {};
  std::vector<Layer> layers = {};
  std::vector<KeyEntry> key = {};
  bool sheet =
      false;  ///< no axes: x from 0 to the width and y from 0 down to the height, in pixels
  std::string colours = {};  ///< what the scale of colours shows; empty for no scale
};

/** One panel drawn over another. @param below whose axes hold @param above what comes on top
 * @return both */
Panel operator+(Panel below, const Panel& above);

/**
 * Draws panels: one below the other, or two side by side.
 * @param panels what to draw
 * @param columns 1, or 2 for narrow panels (no figure is wider than 720 pixels)
 * @return the SVG
 * @throws std::runtime_error if there are none, if they are wider than that, or if gnuplot
 * failed
 */
std::string draw(const std::vector<Panel>& panels, int columns = 1);

}  // namespace figure

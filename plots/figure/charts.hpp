/**
 * @file
 * Charts: curves with spread, points, bars, histograms. Each is a panel; `draw` makes panels a
 * figure.
 */
#pragma once

#include <string>
#include <vector>

#include "figure/data.hpp"
#include "figure/panel.hpp"

namespace figure {

/** How a curve is drawn. */
enum class Line { solid, dashed, points, steps };

/** A curve, if need be with the spread around it. */
struct Curve {
  std::string name;            ///< in the key; empty for none
  Column x, y;                 ///< its points
  Column low = {}, high = {};  ///< of the band around it; empty for none
  Line line = Line::solid;     ///< how it is drawn
  int colour = -1;             ///< number of its colour; -1: as many as curves before it
};

/** Curves, each with its band. @param axes the axes @param curves from below to above @return
 * the panel */
Panel curves(const Axes& axes, const std::vector<Curve>& curves);

/**
 * A curve for each group of rows, with the band that `Comparison::curves` writes beside it (`Y
 * lowest`, `Y highest`), where there is one.
 * @param data rows of all curves
 * @param group the heading of what tells them apart, `variant`
 * @param x a heading @param y a heading
 * @return the curves, in the groups' order
 */
std::vector<Curve> curves_by(const Data& data, const std::string& group, const std::string& x,
                             const std::string& y);

/** Points of one kind. */
struct Points {
  std::string name;   ///< in the key; empty for none
  Column x, y;        ///< where
  int colour = -1;    ///< number of its colour; -1: as many as kinds before it
  int point = -1;     ///< gnuplot's number of the point; -1: another one for each kind
  double size = 0.7;  ///< of the points
};

/** Points in the plane. @param axes the axes @param kinds each with its colour and shape
 * @return the panel */
Panel scatter(const Axes& axes, const std::vector<Points>& kinds);

/** Bars of one kind: one a name. */
struct Bars {
  std::string name;            ///< in the key; empty for none
  Column values;               ///< how long they are
  Column low = {}, high = {};  ///< of the whiskers; empty for none
  int colour = -1;             ///< number of the colour; -1: as many as kinds before it
};

/**
 * Lying bars, so that their names can be read; several kinds stand below each other under one
 * name.
 * @param axes the axes; y's tics and the height follow from the names
 * @param names one a bar, from above
 * @param kinds the bars
 * @return the panel
 */
Panel bars(const Axes& axes, const std::vector<std::string>& names,
           const std::vector<Bars>& kinds);

/** A histogram: how many in each bin. */
struct Histogram {
  std::string name;        ///< its title
  Column centres, counts;  ///< of the bins, all equally wide
};

/** Counts values. @param name the histogram's @param values any @param low of the first bin
 * @param high of the last one
 * @param bins how many @return the histogram; values outside are not counted */
Histogram counted(const std::string& name, const Column& values, double low, double high,
                  std::size_t bins);

/**
 * A histogram for each group of rows, as `layer,activation,share`.
 * @param data rows of all histograms @param group a heading @param centre a heading @param
 * count a heading
 * @return one a group
 */
std::vector<Histogram> histograms_by(const Data& data, const std::string& group,
                                     const std::string& centre, const std::string& count);

/** Small histograms, one a layer, over the same x: draw them with two columns. @param axes x's
 * label and range
 * @param layers the histograms @return one panel each, 240 pixels wide */
std::vector<Panel> histograms(const Axes& axes, const std::vector<Histogram>& layers);

/** A straight line across the plot, where something is expected. @param at its x @param name in
 * the key
 * @param colour_number of its colour @return a panel to add to another */
Panel upright_line(double at, const std::string& name, int colour_number);
/** The same along x. @param at its y @param name in the key @param colour_number of its colour
 * @return the panel */
Panel level_line(double at, const std::string& name, int colour_number);

/** A text at a place. @param x there @param y there @param words the text @param colour_number
 * of its colour, -1 for ink
 * @return a panel to add to another */
Panel remark(double x, double y, const std::string& words, int colour_number = -1);

}  // namespace figure

/**
 * @file
 * What depends on two numbers: heat maps, contours with paths over them, decision regions.
 */
#pragma once

#include <string>
#include <vector>

#include "figure/charts.hpp"

namespace figure {

/** A function on a regular grid: rows of x, y and z in any order. */
struct Field {
  Column x, y, z;
};

/** A heat map. @param axes the axes @param field the function @param what z is, under the scale
 * of colours
 * @param log whether colours follow the logarithm of z @return the panel */
Panel heat_map(const Axes& axes, const Field& field, const std::string& what, bool log = false);

/** Lines of equal z. @param axes the axes @param field the function @param levels at which z
 * @return the panel */
Panel contours(const Axes& axes, const Field& field, const Column& levels);

/** Ways over contours: a circle where each begins, a line with its steps, and a cross where it
 * ends.
 * @param ways each a curve @return a panel to add to another */
Panel paths(const std::vector<Curve>& ways);

/** Decision regions: the class of every place as a pale colour; add `scatter` of the examples
 * over it.
 * @param axes the axes @param field z is the class: 0, 1, ... @return the panel */
Panel regions(const Axes& axes, const Field& field);

}  // namespace figure

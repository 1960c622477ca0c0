#include "figure/maps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace figure {
namespace {

/** The field's points in order, row by row, as gnuplot's images and surfaces want them. */
std::vector<std::size_t> order(const Field& field) {
  if (field.x.size() != field.y.size() || field.x.size() != field.z.size() || field.x.empty())
    throw std::runtime_error(
        fmt::format("a field: expected as many x as y and z, got {}, {} and {}", field.x.size(),
                    field.y.size(), field.z.size()));
  std::vector<std::size_t> places(field.x.size());
  std::iota(places.begin(), places.end(), 0);
  std::ranges::sort(places, [&](std::size_t a, std::size_t b) {
    return field.y[a] != field.y[b] ? field.y[a] < field.y[b] : field.x[a] < field.x[b];
  });
  return places;
}

Axes framed(Axes axes, const Field& field) {
  const auto fit = [](Range& range, const Column& values) {
    if (std::isnan(range.low)) range.low = std::ranges::min(values);
    if (std::isnan(range.high)) range.high = std::ranges::max(values);
  };
  fit(axes.x_range, field.x);
  fit(axes.y_range, field.y);
  return axes;
}

/** Half the smallest distance between different values. */
double half_step(Column values) {
  std::ranges::sort(values);
  double step = INFINITY;
  for (std::size_t i = 1; i < values.size(); ++i)
    if (values[i] > values[i - 1]) step = std::min(step, values[i] - values[i - 1]);
  return std::isfinite(step) ? step / 2 : 0.5;
}

std::size_t different(Column values) {
  std::ranges::sort(values);
  return static_cast<std::size_t>(std::unique(values.begin(), values.end()) - values.begin());
}

}  // namespace

Panel heat_map(const Axes& axes, const Field& field, const std::string& what, bool log) {
  const bool whole = different(field.x) * different(field.y) == field.x.size();
  Field edges = field;
  if (!whole) {  // so that cells at the border are seen whole
    for (const double side : {-half_step(field.x), half_step(field.x)})
      edges.x.push_back((side < 0 ? std::ranges::min(field.x) : std::ranges::max(field.x)) +
                        side);
    for (const double side : {-half_step(field.y), half_step(field.y)})
      edges.y.push_back((side < 0 ? std::ranges::min(field.y) : std::ranges::max(field.y)) +
                        side);
  }
  Panel panel{.axes = framed(axes, edges), .colours = what};
  panel.layers.emplace_back([=](Script& script) {
    script.command(fmt::format("set palette defined (0 '{}', 0.5 '{}', 1 '{}')\nunset grid\n{}",
                               sequential(1).hex(), sequential(0).hex(), diverging(-1).hex(),
                               log ? "set logscale cb\nset format cb '10^{%L}'" : ""));
    std::string rows;
    for (const std::size_t i : order(field))
      rows +=
          fmt::format("{} {} {}\n", number(field.x[i]), number(field.y[i]), number(field.z[i]));
    if (whole)
      script.plot(script.block(rows) + " using 1:2:3 with image");
    else  // cells one by one, where some are missing
      script.plot(
          fmt::format("{0} using 1:2:($1-{1}):($1+{1}):($2-{2}):($2+{2}):3 with boxxyerror fs "
                      "solid noborder "
                      "fillcolor palette",
                      script.block(rows), half_step(field.x), half_step(field.y)));
  });
  return panel;
}

Panel contours(const Axes& axes, const Field& field, const Column& levels) {
  Panel panel{.axes = framed(axes, field)};
  panel.layers.emplace_back([=](Script& script) {
    std::string rows;
    double y = NAN;
    for (const std::size_t i : order(field)) {
      if (!rows.empty() && field.y[i] != y) rows += "\n";
      y = field.y[i];
      rows += fmt::format("{} {} {}\n", number(field.x[i]), number(y), number(field.z[i]));
    }
    std::string list;
    for (const double level : levels) list += (list.empty() ? "" : ",") + number(level);
    const std::string surface = script.block(rows);
    script.command(
        fmt::format("set contour base\nunset surface\nset cntrparam levels discrete {}\nset "
                    "table {}_contours\n"
                    "splot {} using 1:2:3 notitle\nunset table\nunset contour\nset surface",
                    list, surface, surface));
    script.plot(
        fmt::format("{}_contours using 1:2 with lines lw 1.2 lc rgb '#40808890'", surface));
  });
  return panel;
}

Panel paths(const std::vector<Curve>& ways) {
  Panel panel = curves({}, ways);
  for (std::size_t i = 0; i < ways.size(); ++i) {
    const Curve& way = ways[i];
    const int which = way.colour < 0 ? static_cast<int>(i) : way.colour;
    const Panel ends = scatter({}, {{"", {way.x.front()}, {way.y.front()}, which, 6, 1.3},
                                    {"", {way.x.back()}, {way.y.back()}, which, 2, 1.6}});
    panel = panel + ends;
  }
  return panel;
}

Panel regions(const Axes& axes, const Field& field) {
  Panel panel{.axes = framed(axes, field)};
  panel.layers.emplace_back([=](Script& script) {
    std::string rows;
    for (const std::size_t i : order(field)) {
      const Colour c = colour(static_cast<std::size_t>(std::max(field.z[i], 0.0)));
      rows += fmt::format("{} {} {} {} {} 90\n", number(field.x[i]), number(field.y[i]), c.red,
                          c.green, c.blue);
    }
    script.command("unset grid");
    script.plot(script.block(rows) + " using 1:2:3:4:5:6 with rgbalpha");
  });
  return panel;
}

}  // namespace figure

#include "figure/charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace figure {
namespace {

Colour chosen(int asked, std::size_t place) {
  return colour(asked < 0 ? place : static_cast<std::size_t>(asked));
}

/** Lines of numbers, one of each column. */
std::string rows(const std::vector<Column>& columns) {
  std::string text;
  for (std::size_t i = 0; i < columns.front().size(); ++i) {
    for (const Column& column : columns)
      text += (text.empty() || text.back() == '\n' ? "" : " ") + number(column[i]);
    text += '\n';
  }
  return text;
}

void expect_equal(const std::string& name, const Column& x, const Column& y) {
  if (x.size() != y.size() || x.empty())
    throw std::runtime_error(fmt::format("curve '{}': expected as many x as y, got {} and {}",
                                         name, x.size(), y.size()));
}

/** How far apart the numbers along x may stand, so that they do not touch. */
double step_along(double span, double room) {
  const double least = span * 56 / std::max(room, 112.0);
  const double power = std::pow(10, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= least) return factor * power;
  return 10 * power;
}

constexpr std::size_t few = 40;  // points of a curve that are shown one by one
constexpr std::array shapes{7, 5, 9, 13, 11, 6, 4, 8};

}  // namespace

Panel curves(const Axes& axes, const std::vector<Curve>& curves) {
  Panel panel{.axes = axes};
  for (std::size_t i = 0; i < curves.size(); ++i) {
    const Curve& curve = curves[i];
    const std::string hex = chosen(curve.colour, i).hex();
    expect_equal(curve.name, curve.x, curve.y);
    if (!curve.low.empty()) {
      expect_equal(curve.name, curve.low, curve.high);
      panel.layers.emplace_back([=](Script& script) {
        script.plot(fmt::format(
            "{} using 1:2:3 with filledcurves fc rgb '{}' fs transparent solid 0.22 noborder",
            script.block(rows({curve.x, curve.low, curve.high})), hex));
      });
    }
    panel.layers.emplace_back([=](Script& script) {
      const std::string data = script.block(rows({curve.x, curve.y}));
      if (curve.line == Line::points)
        script.plot(fmt::format("{} using 1:2 with points pt 7 ps 0.6 lc rgb '{}'", data, hex));
      else if (curve.line == Line::steps)
        script.plot(fmt::format("{} using 1:2 with steps lw 2.5 lc rgb '{}'", data, hex));
      else if (curve.line == Line::dashed)
        script.plot(
            fmt::format("{} using 1:2 with lines lw 2.5 dt (6,4) lc rgb '{}'", data, hex));
      else
        script.plot(fmt::format("{} using 1:2 with {} lw 2.5 lc rgb '{}'", data,
                                curve.x.size() <= few ? "linespoints pt 7 ps 0.45" : "lines",
                                hex));
    });
    using Kind = KeyEntry::Kind;
    if (!curve.name.empty())
      panel.key.push_back({curve.name, chosen(curve.colour, i),
                           curve.line == Line::dashed   ? Kind::dashed
                           : curve.line == Line::points ? Kind::point
                                                        : Kind::line});
  }
  return panel;
}

std::vector<Curve> curves_by(const Data& data, const std::string& group, const std::string& x,
                             const std::string& y) {
  const bool spread =
      std::ranges::find(data.headings(), y + " lowest") != data.headings().end();
  std::vector<Curve> curves;
  for (const std::string& name : data.groups(group)) {
    const Data part = data.where(group, name);
    curves.push_back({name, part[x], part[y]});
    if (spread) {
      curves.back().low = part[y + " lowest"];
      curves.back().high = part[y + " highest"];
    }
  }
  return curves;
}

Panel scatter(const Axes& axes, const std::vector<Points>& kinds) {
  Panel panel{.axes = axes};
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const Points& kind = kinds[i];
    const Colour colour = chosen(kind.colour, i);
    const int shape = kind.point >= 0 ? kind.point : shapes.at(i % shapes.size());
    expect_equal(kind.name, kind.x, kind.y);
    panel.layers.emplace_back([=](Script& script) {
      script.plot(fmt::format("{} using 1:2 with points pt {} ps {} lc rgb '{}'",
                              script.block(rows({kind.x, kind.y})), shape, kind.size,
                              colour.hex()));
    });
    if (!kind.name.empty())
      panel.key.push_back({kind.name, colour, KeyEntry::Kind::point, shape});
  }
  return panel;
}

Panel bars(const Axes& axes, const std::vector<std::string>& names,
           const std::vector<Bars>& kinds) {
  Panel panel{.axes = axes};
  const auto count = static_cast<double>(names.size());
  panel.axes.y_range = {count - 0.5, -0.5};
  panel.axes.y_tics.clear();
  for (std::size_t i = 0; i < names.size(); ++i)
    panel.axes.y_tics.push_back({names[i], static_cast<double>(i)});
  panel.axes.height =
      static_cast<int>(90 + count * (10 + 16 * static_cast<double>(kinds.size())));
  if (std::isnan(axes.x_range.low) && !axes.log_x) panel.axes.x_range.low = 0;
  panel.layers.emplace_back([](Script& script) {
    script.command("set ytics scale 0\nunset grid\nset grid xtics lw 0.5 lc rgb '#90808080'");
  });
  double highest = axes.x_range.high, widest = 0;
  if (std::isnan(highest))
    for (const Bars& kind : kinds)
      for (const Column& ends : {kind.values, kind.high})
        for (const double end : ends) highest = std::fmax(highest, end);
  for (const std::string& name : names)
    widest = std::max(widest, text_width(name, letter_size));
  const double span = highest - panel.axes.x_range.low;
  if (axes.x_tics.empty() && !axes.log_x && span > 0)
    panel.layers.emplace_back(
        [step = step_along(span, axes.width - widest - 32)](Script& script) {
          script.command(fmt::format("set xtics {}", number(step)));
        });
  const double thickness = 0.76 / static_cast<double>(kinds.size());
  for (std::size_t k = 0; k < kinds.size(); ++k) {
    const Bars& kind = kinds[k];
    if (kind.values.size() != names.size())
      throw std::runtime_error(fmt::format("bars '{}': expected {} values, got {}", kind.name,
                                           names.size(), kind.values.size()));
    const Colour colour = chosen(kind.colour, k);
    const double from = axes.log_x && !std::isnan(axes.x_range.low) ? axes.x_range.low : 0;
    std::string boxes, whiskers;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const double top = static_cast<double>(i) - 0.38 + thickness * static_cast<double>(k),
                   middle = top + thickness / 2;
      boxes += fmt::format("{0} {1} {2} {0} {3} {4}\n", number(kind.values[i]), middle, from,
                           top, top + 0.94 * thickness);
      if (!kind.low.empty())
        whiskers += fmt::format("{} {} {} {}\n", number(kind.values[i]), middle,
                                number(kind.low[i]), number(kind.high[i]));
    }
    panel.layers.emplace_back([=](Script& script) {
      script.plot(
          fmt::format("{} using 1:2:3:4:5:6 with boxxyerror fs solid 0.85 noborder fc rgb '{}'",
                      script.block(boxes), colour.hex()));
      if (!whiskers.empty())
        script.plot(
            fmt::format("{} using 1:2:3:4 with xerrorbars pt 0 ps 0 lw 1.5 lc rgb 'black'",
                        script.block(whiskers)));
    });
    if (!kind.name.empty()) panel.key.push_back({kind.name, colour, KeyEntry::Kind::area});
  }
  return panel;
}

Histogram counted(const std::string& name, const Column& values, double low, double high,
                  std::size_t bins) {
  Histogram histogram{name, Column(bins), Column(bins, 0.0)};
  const double width = (high - low) / static_cast<double>(bins);
  for (std::size_t b = 0; b < bins; ++b)
    histogram.centres[b] = low + (static_cast<double>(b) + 0.5) * width;
  for (const double value : values) {
    const double bin = std::floor((value - low) / width);
    if (bin >= 0 && bin < static_cast<double>(bins))
      ++histogram.counts[static_cast<std::size_t>(bin)];
  }
  return histogram;
}

std::vector<Histogram> histograms_by(const Data& data, const std::string& group,
                                     const std::string& centre, const std::string& count) {
  std::vector<Histogram> histograms;
  for (const std::string& name : data.groups(group)) {
    const Data part = data.where(group, name);
    histograms.push_back({name, part[centre], part[count]});
  }
  return histograms;
}

std::vector<Panel> histograms(const Axes& axes, const std::vector<Histogram>& layers) {
  std::vector<Panel> panels;
  for (const Histogram& layer : layers) {
    expect_equal(layer.name, layer.centres, layer.counts);
    Panel panel{.axes = axes};
    panel.axes.title = layer.name;
    panel.axes.width = 240;
    panel.axes.height = 154;
    const Range& range = axes.x_range;
    if (axes.x_tics.empty() && !std::isnan(range.low) &&
        !std::isnan(range.high))  // few enough for so little room
      for (const double at : {range.low, (range.low + range.high) / 2, range.high})
        panel.axes.x_tics.push_back({fmt::format("{:.3g}", at), at});
    panel.axes.y_range.low = 0;
    const double width = layer.centres.size() > 1 ? layer.centres[1] - layer.centres[0] : 1;
    panel.layers.emplace_back([=](Script& script) {
      script.command(fmt::format("set boxwidth {}\nunset ytics\nset border 1", number(width)));
      script.plot(fmt::format("{} using 1:2 with boxes fs solid 0.85 noborder fc rgb '{}'",
                              script.block(rows({layer.centres, layer.counts})),
                              colour(0).hex()));
    });
    panels.push_back(std::move(panel));
  }
  return panels;
}

Panel upright_line(double at, const std::string& name, int colour_number) {
  Panel panel;
  const Colour ink = chosen(colour_number, 0);
  panel.layers.emplace_back([=](Script& script) {
    script.command(
        fmt::format("set arrow from first {0}, graph 0 to first {0}, graph 1 nohead lw 2 dt "
                    "(6,4) lc rgb '{1}'",
                    number(at), ink.hex()));
  });
  if (!name.empty()) panel.key.push_back({name, ink, KeyEntry::Kind::dashed});
  return panel;
}

Panel level_line(double at, const std::string& name, int colour_number) {
  Panel panel;
  const Colour ink = chosen(colour_number, 0);
  panel.layers.emplace_back([=](Script& script) {
    script.command(
        fmt::format("set arrow from graph 0, first {0} to graph 1, first {0} nohead lw 2 dt "
                    "(6,4) lc rgb '{1}'",
                    number(at), ink.hex()));
  });
  if (!name.empty()) panel.key.push_back({name, ink, KeyEntry::Kind::dashed});
  return panel;
}

Panel remark(double x, double y, const std::string& words, int colour_number) {
  Panel panel;
  const std::string ink = colour_number < 0 ? "black" : chosen(colour_number, 0).hex();
  panel.layers.emplace_back([=](Script& script) {
    script.command(fmt::format("set label {} at {},{} left noenhanced textcolor rgb '{}'",
                               quoted(words), number(x), number(y), ink));
  });
  return panel;
}

}  // namespace figure

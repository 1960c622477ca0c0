#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "figure/pictures.hpp"

namespace figure {
namespace {

std::string shown(const std::string& format, double value) {
  if (std::isnan(value)) return "";
  if (!format.ends_with("%}")) return fmt::format(fmt::runtime(format), value);
  return fmt::format(fmt::runtime(format.substr(0, format.size() - 2) + "f}"), 100 * value);
}

void label(Script& script, const std::string& text, double x, double y, const char* side,
           const std::string& ink) {
  script.command(
      fmt::format("set label {} at {:.2f},{:.2f} {} noenhanced front "
                  "textcolor rgb '{}'",
                  quoted(text), x, y, side, ink));
}

double widest(const std::vector<std::string>& texts) {
  double width = 0;
  for (const auto& text : texts) width = std::max(width, text_width(text, letter_size));
  return width;
}

}  // namespace

Panel matrix(const Axes& axes, const std::vector<std::string>& rows,
             const std::vector<std::string>& columns, const Column& values,
             const std::string& format) {
  if (values.size() != rows.size() * columns.size() || values.empty())
    throw std::runtime_error(fmt::format("matrix: expected {} x {} values, got {}", rows.size(),
                                         columns.size(), values.size()));
  std::vector<std::string> side = rows, above = columns;
  const auto cell_width = [&] {
    return (axes.width - std::max(widest(side), text_width(axes.y + " ↓", letter_size)) - 16) /
           static_cast<double>(columns.size());
  };
  if (widest(above) >
      cell_width() - 4) {  // names that find no room stand beside the rows alone, with a number
    for (std::size_t c = 0; c < columns.size(); ++c) above[c] = std::to_string(c + 1);
    for (std::size_t r = 0; r < rows.size(); ++r)
      side[r] = fmt::format("{}  {}", r + 1, rows[r]);
  }
  const double left = std::max(widest(side), text_width(axes.y + " ↓", letter_size)) + 14,
               cell = std::min(cell_width(), 90.0), height = std::clamp(cell, 24.0, 36.0);
  const double top = 22 + (axes.x.empty() ? 0 : 18);
  Panel panel{.axes = axes, .sheet = true};
  panel.axes.height = static_cast<int>(top + height * static_cast<double>(rows.size()) + 8);
  panel.layers.emplace_back([=](Script& script) {
    double most = 0, least = INFINITY;
    for (const double value : values)
      if (std::isfinite(value)) most = std::max(most, value), least = std::min(least, value);
    if (!axes.x.empty()) label(script, axes.x + " →", left, 9, "left", "black");
    if (!axes.y.empty()) label(script, axes.y + " ↓", left - 8, top - 12, "right", "black");
    for (std::size_t c = 0; c < columns.size(); ++c)
      label(script, above[c], left + (static_cast<double>(c) + 0.5) * cell, top - 12, "center",
            "black");
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const double y = top + (static_cast<double>(r) + 0.5) * height;
      label(script, side[r], left - 8, y, "right", "black");
      for (std::size_t c = 0; c < columns.size(); ++c) {
        const double value = values[r * columns.size() + c],
                     x = left + (static_cast<double>(c) + 0.5) * cell;
        // The square root of the share, so that small numbers differ from none.
        const double share = std::isfinite(value) && most > least
                                 ? std::sqrt((value - least) / (most - least))
                                 : 0;
        const Colour fill = sequential(share);
        script.command(
            fmt::format("set object rectangle from {:.2f},{:.2f} to {:.2f},{:.2f} fc rgb '{}' "
                        "fs solid noborder",
                        x - cell / 2 + 0.75, y - height / 2 + 0.75, x + cell / 2 - 0.75,
                        y + height / 2 - 0.75, fill.hex()));
        label(script, shown(format, value), x, y, "center", ink_on(fill).hex());
      }
    }
  });
  return panel;
}

Panel confusion(const Data& data) {
  const auto names = data.texts("is");
  Column values(names.size() * names.size());
  for (std::size_t c = 0; c < names.size(); ++c) {
    const Column taken = data[names[c]];
    for (std::size_t r = 0; r < names.size(); ++r) values[r * names.size() + c] = taken[r];
  }
  return matrix({.x = "taken for", .y = "is"}, names, names, values);
}

}  // namespace figure

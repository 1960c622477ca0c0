#include "figure/panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/algorithm/string/replace.hpp>
#include <cmath>
#include <stdexcept>

#include "figure/style.hpp"
#include "figure/svg.hpp"

namespace figure {
namespace {

constexpr int max_width = 720;
constexpr double row_height = 19;
constexpr double key_swatch = 22;

/** A rectangle of the figure: in pixels from its upper left corner. */
struct Frame {
  double left = 0, top = 0, right = 0, bottom = 0;
};

/** A figure's size, and gnuplot's coordinates on it. */
struct Page {
  double width = 0, height = 0;

  [[nodiscard]] std::string at(double x, double y) const {
    return fmt::format("screen {:.5f}, screen {:.5f}", x / width, 1 - y / height);
  }
};

/** The key's entries in rows that fit into a width. */
std::vector<std::vector<KeyEntry>> key_rows(const std::vector<KeyEntry>& key, double width) {
  std::vector<std::vector<KeyEntry>> rows;
  double used = width;
  for (const KeyEntry& entry : key) {
    const double needed = key_swatch + 6 + text_width(entry.name, letter_size) + 14;
    if (used + needed > width) {
      rows.emplace_back();
      used = 0;
    }
    rows.back().push_back(entry);
    used += needed;
  }
  return rows;
}

double head_height(const Panel& panel) {
  double height = panel.axes.title.empty() ? 0 : row_height + 2;
  height += row_height * static_cast<double>(key_rows(panel.key, panel.axes.width - 8).size());
  if (!panel.sheet && !panel.axes.y.empty()) height += row_height;
  return height;
}

/** A sheet's height is that of its pixels; between axes everything must fit into the height. */
double total_height(const Panel& panel) {
  return panel.axes.height + (panel.sheet ? head_height(panel) : 0);
}

void draw_swatch(Script& script, const Page& page, const KeyEntry& entry, double x, double y) {
  const std::string colour = entry.colour.hex();
  switch (entry.kind) {
    case KeyEntry::Kind::line:
    case KeyEntry::Kind::dashed:
      // Of two arrows that differ in their dashes alone, gnuplot 5 draws both alike.
      script.command(fmt::format(
          "set arrow from {} to {} nohead lw {} lc rgb '{}'", page.at(x, y),
          page.at(x + key_swatch, y),
          entry.kind == KeyEntry::Kind::dashed ? "2.5 dt (6,4)" : "2.6 dt solid", colour));
      break;
    case KeyEntry::Kind::point:
      script.command(fmt::format("set label '' at {} point pt {} ps 0.9 lc rgb '{}'",
                                 page.at(x + key_swatch / 2, y), entry.point, colour));
      break;
    case KeyEntry::Kind::area:
      script.command(
          fmt::format("set object rectangle from {} to {} fc rgb '{}' fs solid noborder",
                      page.at(x + 5, y - 6), page.at(x + key_swatch - 3, y + 6), colour));
  }
}

void draw_text(Script& script, const Page& page, const std::string& text, double x, double y,
               const char* font = "") {
  script.command(fmt::format("set label {} at {} left noenhanced {} textcolor rgb 'black'",
                             quoted(text), page.at(x, y), font));
}

/** Title, key and the label of y, one below the other. */
void draw_head(Script& script, const Page& page, const Panel& panel, double left, double top) {
  if (!panel.axes.title.empty()) {
    draw_text(script, page, panel.axes.title, left + 6, top + 10, "font 'sans-serif:Bold,14'");
    top += row_height + 2;
  }
  for (const auto& row : key_rows(panel.key, panel.axes.width - 8)) {
    double x = left + 6;
    for (const KeyEntry& entry : row) {
      draw_swatch(script, page, entry, x, top + 10);
      draw_text(script, page, entry.name, x + key_swatch + 6, top + 10);
      x += key_swatch + 6 + text_width(entry.name, letter_size) + 14;
    }
    top += row_height;
  }
  if (!panel.sheet && !panel.axes.y.empty())
    draw_text(script, page, panel.axes.y, left + 6, top + 10);
}

std::string tic_list(const std::vector<Tic>& tics) {
  std::string list;
  for (const Tic& tic : tics)  // its text is a format, in which two percents are one
    list += fmt::format("{}{} {}", list.empty() ? "" : ", ",
                        quoted(boost::algorithm::replace_all_copy(tic.text, "%", "%%")),
                        number(tic.at));
  return "(" + list + ") noenhanced";
}

std::string bound(double value) { return std::isnan(value) ? "*" : number(value); }

void set_axis(Script& script, char name, bool log, const Range& range,
              const std::vector<Tic>& tics, const std::string& format) {
  script.command(fmt::format("set {}range [{}:{}]", name, bound(range.low), bound(range.high)));
  if (log) script.command(fmt::format("set logscale {}", name));
  script.command(fmt::format("set format {} {}", name,
                             quoted(!format.empty() ? format
                                    : log           ? "10^{%L}"
                                                    : "%g")));
  if (!tics.empty()) script.command(fmt::format("set {}tics {}", name, tic_list(tics)));
}

/** How far right the tics of y need the axis to begin. */
double left_margin(const Axes& axes) {
  double widest_tic = 44;
  if (!axes.y_tics.empty()) widest_tic = 0;
  for (const Tic& tic : axes.y_tics)
    widest_tic = std::max(widest_tic, text_width(tic.text, letter_size));
  return widest_tic + 14;
}

void set_margins(Script& script, const Page& page, const Frame& plot) {
  script.command(
      fmt::format("set lmargin at screen {:.5f}\nset rmargin at screen {:.5f}\nset tmargin at "
                  "screen {:.5f}\n"
                  "set bmargin at screen {:.5f}",
                  plot.left / page.width, plot.right / page.width, 1 - plot.top / page.height,
                  1 - plot.bottom / page.height));
}

void draw_panel(Script& script, const Page& page, const Panel& panel, double left, double top) {
  const Axes& axes = panel.axes;
  script.command("reset\nset encoding utf8\nunset key\nunset colorbox");
  const double below_head = top + head_height(panel);
  if (panel.sheet) {
    set_margins(script, page, {left, below_head, left + axes.width, below_head + axes.height});
    script.command(fmt::format("unset border\nunset tics\nset xrange [0:{}]\nset yrange [{}:0]",
                               axes.width, axes.height));
  } else {
    Frame plot{left + left_margin(axes), below_head + 12, left + axes.width - 18,
               top + axes.height - 38};
    if (!axes.x.empty()) plot.bottom -= 18;
    if (!panel.colours.empty()) {
      plot.bottom -= 68;
      const double bar = top + axes.height - 50, middle = (plot.left + plot.right) / 2;
      script.command(fmt::format(
          "set colorbox horizontal user origin screen {:.5f},{:.5f} size screen {:.5f},{:.5f}\n"
          "set cbtics scale 0.4\nset label {} at {} center noenhanced textcolor rgb 'black'",
          plot.left / page.width, 1 - bar / page.height, (plot.right - plot.left) / page.width,
          10 / page.height, quoted(panel.colours), page.at(middle, top + axes.height - 9)));
    }
    set_margins(script, page, plot);
    script.command(
        "set border 3 lw 0.8 lc rgb 'black'\nset tics nomirror out scale 0.6 textcolor rgb "
        "'black'\n"
        "set grid lw 0.5 lc rgb '#90808080'");
    if (!axes.x.empty())
      script.command(fmt::format("set xlabel {} noenhanced offset 0,0.5 textcolor rgb 'black'",
                                 quoted(axes.x)));
    if (axes.square) script.command("set size ratio -1");
    set_axis(script, 'x', axes.log_x, axes.x_range, axes.x_tics, axes.x_format);
    set_axis(script, 'y', axes.log_y, axes.y_range, axes.y_tics, axes.y_format);
  }
  draw_head(script, page, panel, left, top);
  for (const Layer& layer : panel.layers) layer(script);
  script.finish(panel.sheet ? "-1e6" : "NaN");
}

}  // namespace

std::string Script::block(const std::string& rows) {
  const std::string name = fmt::format("$d{}", ++blocks_);
  text_ += name + " << END_OF_DATA\n" + rows + "END_OF_DATA\n";
  return name;
}

void Script::finish(const std::string& nothing) {
  std::string all;
  for (const std::string& clause : clauses_)
    all += (all.empty() ? "" : ", ") + clause + " notitle";
  text_ += "plot " + (all.empty() ? nothing + " notitle" : all) + "\n";
  clauses_.clear();
}

Panel operator+(Panel below, const Panel& above) {
  below.layers.insert(below.layers.end(), above.layers.begin(), above.layers.end());
  below.key.insert(below.key.end(), above.key.begin(), above.key.end());
  if (below.colours.empty()) below.colours = above.colours;
  return below;
}

std::string draw(const std::vector<Panel>& panels, int columns) {
  if (panels.empty()) throw std::runtime_error("draw: expected a panel, got none");
  constexpr double gap = 14;
  struct Place {
    double left, top;
  };
  std::vector<Place> places;
  Page page{0, 0};
  for (std::size_t i = 0; i < panels.size();) {
    double left = 0, height = 0;
    for (int column = 0; column < columns && i < panels.size(); ++column, ++i) {
      places.push_back({left, page.height + (i > 0 && page.height > 0 ? gap : 0)});
      left += panels[i].axes.width;
      height = std::max(height, total_height(panels[i]) + (page.height > 0 ? gap : 0));
    }
    page.width = std::max(page.width, left);
    page.height += height;
  }
  if (page.width > max_width)
    throw std::runtime_error(fmt::format("draw: expected panels of {} pixels together, got {}",
                                         max_width, page.width));
  Script script;
  script.command("set multiplot");
  for (std::size_t i = 0; i < panels.size(); ++i)
    draw_panel(script, page, panels[i], places[i].left, places[i].top);
  script.command("unset multiplot");
  return render(static_cast<int>(std::ceil(page.width)),
                static_cast<int>(std::ceil(page.height)), script.text());
}

}  // namespace figure

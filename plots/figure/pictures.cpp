#include "figure/pictures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <stdexcept>

namespace figure {
namespace {

constexpr double caption_line = 16, gap = 8;

Colour grey(double share) {
  const int value = static_cast<int>(std::lround(255 * std::clamp(share, 0.0, 1.0)));
  return {value, value, value};
}

/** The least and the most of a picture, or of them all. */
Range range_of(const std::vector<Picture>& pictures) {
  Range range{INFINITY, -INFINITY};
  for (const Picture& picture : pictures)
    for (const double value : picture.values)
      range = {std::min(range.low, value), std::max(range.high, value)};
  return range;
}

Colour shaded(const Picture& picture, std::size_t pixel, Shade shade, const Range& range) {
  const std::size_t pixels = picture.width * picture.height;
  const auto value = [&](std::size_t channel) {
    return picture.values[channel * pixels + pixel];
  };
  const double size = range.high > range.low ? range.high - range.low : 1;
  if (picture.channels == 3) {
    const auto part = [&](std::size_t c) {
      return grey(shade == Shade::image ? value(c) : (value(c) - range.low) / size).red;
    };
    return {part(0), part(1), part(2)};
  }
  if (shade == Shade::image) return grey(value(0));
  if (shade == Shade::grey) return grey((value(0) - range.low) / size);
  const double most = std::max({std::abs(range.low), std::abs(range.high), 1e-300});
  return diverging(value(0) / most);
}

/** A text in lines that are at most so wide. */
std::vector<std::string> lines_of(const std::string& text, double width) {
  std::istringstream words(text);
  std::vector<std::string> lines;
  for (std::string word; words >> word;) {
    if (!lines.empty() && text_width(lines.back() + " " + word, letter_size) <= width)
      lines.back() += " " + word;
    else
      lines.push_back(word);
  }
  return lines;
}

void check(const Picture& picture) {
  if (picture.values.size() != picture.width * picture.height * picture.channels ||
      (picture.channels != 1 && picture.channels != 3) || picture.values.empty())
    throw std::runtime_error(
        fmt::format("picture '{}': expected {} x {} x 1 or 3 values, got {}", picture.name,
                    picture.width, picture.height, picture.values.size()));
}

/** Where a picture lies on the sheet, and how many of the sheet's pixels one of its own is
 * wide. */
struct Place {
  double left, top, zoom;
};

void draw_picture(Script& script, const Picture& picture, Shade shade, const Range& range,
                  const Place& place) {
  // gnuplot draws pixels only where there are at least two by two: a single row or column is
  // drawn in halves.
  const std::size_t parts = std::min(picture.width, picture.height) < 2 ? 2 : 1;
  const double side = place.zoom / static_cast<double>(parts);
  std::string rows;
  for (std::size_t j = 0; j < picture.height * parts; ++j)
    for (std::size_t i = 0; i < picture.width * parts; ++i) {
      const Colour c = shaded(picture, j / parts * picture.width + i / parts, shade, range);
      rows += fmt::format("{} {} {} {} {}\n", i, j, c.red, c.green, c.blue);
    }
  script.plot(
      fmt::format("{0} using ({1}+({3}*($1+0.5))):({2}+({3}*($2+0.5))):3:4:5 with rgbimage",
                  script.block(rows), place.left, place.top, side));
}

void draw_label(Script& script, const std::string& text, double x, double y, const Colour& ink,
                const char* side) {
  script.command(
      fmt::format("set label {} at {:.2f},{:.2f} {} noenhanced front "
                  "textcolor rgb '{}'",
                  quoted(text), x, y, side, ink.hex()));
}

void draw_box(Script& script, const Box& box, const Place& place, double picture_height,
              double sheet_width) {
  const Colour ink = colour(static_cast<std::size_t>(box.colour));
  const auto x = [&](double at) { return place.left + at * place.zoom; };
  const auto y = [&](double at) { return place.top + at * place.zoom; };
  script.command(fmt::format(
      "set object rectangle from {:.2f},{:.2f} to {:.2f},{:.2f} front fs empty border lc rgb "
      "'{}' lw 2.5 dt {}",
      x(box.left), y(box.top), x(box.right), y(box.bottom), ink.hex(),
      box.dashed ? "(4,3)" : "solid"));
  std::string text = box.label;
  if (!std::isnan(box.score))
    text += fmt::format("{}{:.2f}", text.empty() ? "" : " ", box.score);
  if (text.empty()) return;
  // A label stands above its box, a dashed box's below; where there is no room, inside; it
  // never leaves the sheet.
  const double width = text_width(text, letter_size) + 6,
               bottom = place.top + picture_height * place.zoom;
  const double left = std::clamp(x(box.left) - 1, 0.0, std::max(0.0, sheet_width - width));
  double top = y(box.top) - 16 >= place.top - 2 ? y(box.top) - 16 : y(box.top);
  if (box.dashed) top = y(box.bottom) + 16 <= bottom + 2 ? y(box.bottom) : y(box.bottom) - 16;
  script.command(
      fmt::format("set object rectangle from {:.2f},{:.2f} to {:.2f},{:.2f} front fc rgb '{}' "
                  "fs solid noborder",
                  left, top, left + width, top + 16, ink.hex()));
  draw_label(script, text, left + 3, top + 8, ink_on(ink), "left");
}

}  // namespace

std::vector<Picture> read_pictures(const std::filesystem::path& file) {
  const Data data(file);
  const auto names = data.texts("picture");
  const Column heights = data["height"], widths = data["width"], channels = data["channels"];
  const std::vector<Column> rows = data.numbers_from("0");
  std::vector<Picture> pictures;
  for (std::size_t p = 0; p < names.size(); ++p) {
    pictures.push_back({names[p], static_cast<std::size_t>(widths[p]),
                        static_cast<std::size_t>(heights[p]),
                        static_cast<std::size_t>(channels[p]), rows[p]});
    check(pictures.back());
  }
  return pictures;
}

std::vector<Picture> pictures_with_boxes(const Folder& results, const std::string& name) {
  std::vector<Picture> pictures = read_pictures(results.file(name));
  const Data boxes = results.data(name + "-boxes");
  const Column number = boxes["picture"], label = boxes["class"], score = boxes["score"];
  const Column left = boxes["left"], top = boxes["top"], right = boxes["right"],
               bottom = boxes["bottom"];
  const std::vector<std::string> kind = boxes.texts("kind"), names = boxes.texts("label");
  for (std::size_t i = 0; i < boxes.rows(); ++i) {
    Box box{left[i], top[i], right[i], bottom[i]};
    box.colour = static_cast<int>(label[i]);
    box.dashed = kind[i] == "true";
    if (!box.dashed) {
      box.label = names[i];
      box.score = score[i];
    }
    pictures.at(static_cast<std::size_t>(number[i])).boxes.push_back(box);
  }
  return pictures;
}

Panel pictures(const std::vector<Picture>& pictures, const Grid& grid) {
  if (pictures.empty()) throw std::runtime_error("pictures: expected at least one, got none");
  std::size_t widest = 0, highest = 0;
  for (const Picture& picture : pictures) {
    check(picture);
    widest = std::max(widest, picture.width);
    highest = std::max(highest, picture.height);
  }
  const std::size_t columns =
      std::min(pictures.size(), grid.columns > 0 ? grid.columns : std::size_t{6});
  const double cell = (grid.width - gap) / static_cast<double>(columns) - gap;
  const double zoom =
      std::min(cell / static_cast<double>(widest), 240.0 / static_cast<double>(highest));
  std::size_t lines = 0;
  for (const Picture& picture : pictures)
    lines = std::max(lines, lines_of(picture.name, cell + gap - 2).size());
  const double row =
      zoom * static_cast<double>(highest) + caption_line * static_cast<double>(lines) + 2 * gap;
  const std::size_t rows = (pictures.size() + columns - 1) / columns;

  Panel panel{.sheet = true};
  panel.axes.title = grid.title;
  panel.axes.width = grid.width;
  panel.axes.height = static_cast<int>(std::ceil(row * static_cast<double>(rows)));
  const Range all = range_of(pictures);
  for (std::size_t p = 0; p < pictures.size(); ++p) {
    const Picture& picture = pictures[p];
    const double centre =
        gap + (static_cast<double>(p % columns) + 0.5) * (cell + gap) - gap / 2;
    const std::size_t above = p / columns;
    const Place place{centre - zoom * static_cast<double>(picture.width) / 2,
                      gap + row * static_cast<double>(above), zoom};
    panel.layers.emplace_back(
        [=, range = grid.alike ? all : range_of({picture})](Script& script) {
          draw_picture(script, picture, grid.shade, range, place);
          for (const Box& box : picture.boxes)
            draw_box(script, box, place, static_cast<double>(picture.height), grid.width);
          double y = place.top + zoom * static_cast<double>(highest) + 9;
          for (const std::string& line : lines_of(picture.name, cell + gap - 2)) {
            script.command(fmt::format(
                "set label {} at {:.2f},{:.2f} center noenhanced textcolor rgb 'black'",
                quoted(line), centre, y));
            y += caption_line;
          }
        });
  }
  return panel;
}

namespace {

/** A picture whose every pixel is mixed with a colour. */
template <typename Mix>
Picture painted(const Picture& picture, const Mix& mix) {
  check(picture);
  const std::size_t pixels = picture.width * picture.height;
  Picture result{picture.name,       picture.width, picture.height, 3,
                 Column(3 * pixels), picture.boxes};
  for (std::size_t i = 0; i < pixels; ++i) {
    const auto [share, paint] = mix(i);
    const Colour c = shaded(picture, i, Shade::image, {}).mixed(paint, share);
    result.values[i] = c.red / 255.0;
    result.values[pixels + i] = c.green / 255.0;
    result.values[2 * pixels + i] = c.blue / 255.0;
  }
  return result;
}

void expect_pixels(const Picture& picture, const Column& values) {
  if (values.size() != picture.width * picture.height)
    throw std::runtime_error(
        fmt::format("picture '{}': expected a mask of {} x {} pixels, got {}", picture.name,
                    picture.width, picture.height, values.size()));
}

}  // namespace

Picture with_mask(const Picture& picture, const Column& mask, int colour_number,
                  double opacity) {
  expect_pixels(picture, mask);
  const Colour paint = colour(static_cast<std::size_t>(colour_number));
  return painted(picture, [&](std::size_t i) {
    return std::pair(opacity * std::clamp(mask[i], 0.0, 1.0), paint);
  });
}

Picture with_labels(const Picture& picture, const Column& classes, double ignored,
                    double opacity) {
  expect_pixels(picture, classes);
  return painted(picture, [&](std::size_t i) {
    const bool shown = classes[i] != ignored && classes[i] >= 0;
    return std::pair(shown ? opacity : 0.0,
                     shown ? colour(static_cast<std::size_t>(classes[i])) : Colour{});
  });
}

Panel legend(const std::vector<std::string>& names) {
  Panel panel;
  for (std::size_t i = 0; i < names.size(); ++i)
    panel.key.push_back({names[i], colour(i), KeyEntry::Kind::area});
  return panel;
}

}  // namespace figure

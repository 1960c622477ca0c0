#include "dln/data/glyphs.hpp"

#include <algorithm>

namespace dln {
namespace {

// A regular polygon, or, with two radii, a star. Corners come from turning by a constant angle,
// given by its cosine and sine: no library's sine, whose last bit differs between machines.
Stroke polygon(std::size_t corners, double cosine, double sine, double inner = 0.5) {
  Stroke stroke;
  double x = 0;
  double y = -1;
  for (std::size_t i = 0; i <= corners; ++i) {
    const double radius = i % 2 == 0 ? 0.5 : inner;
    stroke.push_back({0.5 + radius * x, 0.5 + radius * y});
    const double turned = cosine * x - sine * y;
    y = sine * x + cosine * y;
    x = turned;
  }
  stroke.back() = stroke.front();
  return stroke;
}

Stroke circle() { return polygon(24, 0.96592582628906829, 0.25881904510252076); }  // 15 degrees

const Stroke square = {{.05, .05}, {.95, .05}, {.95, .95}, {.05, .95}, {.05, .05}};
const Stroke triangle = {{.5, .03}, {1, .9}, {0, .9}, {.5, .03}};
const Stroke cross = {{.34, 0},   {.66, 0},   {.66, .34}, {1, .34},   {1, .66},
                      {.66, .66}, {.66, 1},   {.34, 1},   {.34, .66}, {0, .66},
                      {0, .34},   {.34, .34}, {.34, 0}};
const Stroke half_disc = {{0, .35},  {1, .35},   {.97, .52}, {.87, .68}, {.72, .79},
                          {.5, .85}, {.28, .79}, {.13, .68}, {.03, .52}, {0, .35}};
const Stroke arrow = {{.5, 0},  {.95, .5}, {.65, .5}, {.65, 1},
                      {.35, 1}, {.35, .5}, {.05, .5}, {.5, 0}};
const Stroke bar = {{0, .38}, {1, .38}, {1, .62}, {0, .62}, {0, .38}};

constexpr double any = 1;
constexpr double upright = 0.25;  // 28 degrees: a letter stays one

}  // namespace

const std::array<std::vector<Stroke>, 10>& digit_strokes() {
  static const std::array<std::vector<Stroke>, 10> strokes = {{
      {{{.5, 0},
        {.2, .12},
        {.08, .5},
        {.2, .88},
        {.5, 1},
        {.8, .88},
        {.92, .5},
        {.8, .12},
        {.5, 0}}},
      {{{.25, .25}, {.55, 0}, {.55, 1}}},
      {{{.1, .25}, {.3, .03}, {.7, .03}, {.88, .25}, {.75, .5}, {.1, 1}, {.95, 1}}},
      {{{.12, .1},
        {.5, 0},
        {.85, .2},
        {.75, .42},
        {.4, .48},
        {.8, .55},
        {.9, .8},
        {.5, 1},
        {.1, .88}}},
      {{{.65, 1}, {.65, 0}, {.05, .68}, {.95, .68}}},
      {{{.85, 0}, {.2, 0}, {.15, .45}, {.6, .4}, {.9, .65}, {.75, .95}, {.35, 1}, {.1, .88}}},
      {{{.75, .02},
        {.35, .25},
        {.12, .65},
        {.3, .97},
        {.7, .97},
        {.88, .72},
        {.65, .5},
        {.2, .6}}},
      {{{.08, 0}, {.92, 0}, {.4, 1}}, {{.3, .5}, {.8, .5}}},
      {{{.5, .46},
        {.18, .28},
        {.3, .03},
        {.7, .03},
        {.82, .28},
        {.5, .46},
        {.12, .75},
        {.3, .99},
        {.7, .99},
        {.88, .75},
        {.5, .46}}},
      {{{.85, .35},
        {.55, .52},
        {.18, .4},
        {.2, .1},
        {.55, 0},
        {.85, .15},
        {.85, .35},
        {.7, 1}}},
  }};
  return strokes;
}

const std::vector<Glyph>& object_glyphs() {
  static const std::vector<Glyph> glyphs = {
      {"disc", {circle()}, true, any},
      {"triangle", {triangle}, true, any},
      {"letter A", {{{.05, 1}, {.5, 0}, {.95, 1}}, {{.24, .62}, {.76, .62}}}, false, upright},
      {"star",
       {polygon(10, 0.80901699437494742, 0.58778525229247313, 0.21)},
       true,
       any},  // 36 degrees
      {"digit 5", digit_strokes()[5], false, upright},
      {"ring", {circle()}, false, any},
      {"square", {square}, true, any},
      {"letter S",
       {{{.88, .14},
         {.6, 0},
         {.3, .03},
         {.12, .2},
         {.25, .42},
         {.72, .56},
         {.9, .78},
         {.7, .97},
         {.4, 1},
         {.1, .86}}},
       false,
       upright},
      {"cross", {cross}, true, any},
      {"digit 2", digit_strokes()[2], false, upright},
  };
  return glyphs;
}

const std::vector<Glyph>& distractor_glyphs() {
  static const std::vector<Glyph> glyphs = {
      {"hexagon", {polygon(6, 0.5, 0.86602540378443865)}, true, any},
      {"half disc", {half_disc}, true, any},
      {"arrow", {arrow}, true, any},
      {"bar", {bar}, true, any},
      {"letter Z", {{{.1, 0}, {.9, 0}, {.1, 1}, {.9, 1}}}, false, upright},
      {"letter H",
       {{{.1, 0}, {.1, 1}}, {{.9, 0}, {.9, 1}}, {{.1, .5}, {.9, .5}}},
       false,
       upright},
      {"digit 3", digit_strokes()[3], false, upright},
      {"digit 6", digit_strokes()[6], false, upright},
      {"digit 7", digit_strokes()[7], false, upright},
      {"line", {{{0, .3}, {.35, .6}, {.6, .35}, {1, .7}}}, false, any},
  };
  return glyphs;
}

double squared_distance(Point p, Point a, Point b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double length = dx * dx + dy * dy;
  const double along =
      length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0) : 0.0;
  const double x = a.x + along * dx - p.x;
  const double y = a.y + along * dy - p.y;
  return x * x + y * y;
}

}  // namespace dln

// Draws the figures of chapter 08.
#include <fmt/format.h>

#include "figure.hpp"

namespace {

namespace fs = std::filesystem;
using figure::Figure;

std::vector<std::string> numbered(const std::string& word, std::size_t count) {
  std::vector<std::string> captions;
  for (std::size_t i = 1; i <= count; ++i) captions.push_back(fmt::format("{} {}", word, i));
  return captions;
}

/** One row of pixels, and under it every place where the filter stands. */
void draw_places(const fs::path& folder) {
  struct Panel {
    int width, filter, padding, stride;
  };
  Figure figure(folder, "places", 780, 330);
  figure << "set multiplot layout 1,4 margins 0.01,0.99,0.02,0.86 spacing 0.03,0\nunset tics\nunset border\nunset key\n"
         << "unset grid\nset xrange [-0.3:9.3]\nset yrange [-8.2:1.4]\n";
  for (const Panel& p : {Panel{7, 3, 0, 1}, Panel{7, 3, 1, 1}, Panel{7, 3, 0, 2}, Panel{7, 3, 0, 3}}) {
    const int padded = p.width + 2 * p.padding;
    const int output = (padded - p.filter) / p.stride + 1;
    const int seen = (output - 1) * p.stride + p.filter;
    figure << "unset object\n" << fmt::format("set title 'P = {}, S = {}: {} outputs'\n", p.padding, p.stride, output);
    const double begin = (9.0 - padded) / 2;
    int object = 1;
    for (int i = 0; i < padded; ++i) {
      const bool outside = i < p.padding || i >= p.width + p.padding;
      figure << fmt::format("set object {} rect from {},0 to {},1 fc rgb '{}' fs solid 0.55 border lc rgb 'black'\n",
                            object++, begin + i, begin + i + 1,
                            outside    ? "#c8ccd2"
                            : i < seen ? "#3b82c4"
                                       : "#e0792f");
    }
    for (int k = 0; k < output; ++k)
      figure << fmt::format(
          "set object {} rect from {},{} to {},{} fc rgb '#3a9a68' fs solid 0.55 border lc rgb 'black'\n", object++,
          begin + k * p.stride + 0.06, -k - 0.9, begin + k * p.stride + p.filter - 0.06, -k - 0.25);
    figure << "plot 10\n";
  }
  figure << "unset multiplot\n";
  figure.finish();
}

void draw_curves(const fs::path& folder) {
  const arma::mat history = figure::read(folder / "curves.csv", true);
  Figure figure(folder, "curves", 760, 320);
  figure << "set multiplot layout 1,2 margins 0.1,0.98,0.22,0.94 spacing 0.13,0\nset xlabel 'epoch'\n"
         << "set ylabel 'loss' offset 0.5\nset logscale y\nplot '-' using 1:2 with linespoints notitle\n";
  figure.send(history);
  figure << "unset logscale\nset ylabel 'accuracy' offset 0.5\nset yrange [*:1]\nset key bottom right\n"
         << "plot '-' using 1:3 with lines lt 1 dt 2 title 'learning', "
         << "'-' using 1:4 with linespoints lt 1 title 'validation'\n";
  figure.send(history);
  figure.send(history);
  figure << "unset multiplot\n";
  figure.finish();
}

void draw_moves(const fs::path& folder) {
  struct Panel {
    const char* file;
    const char* label;
  };
  Figure figure(folder, "moves", 780, 300);
  figure << "set multiplot layout 1,3 margins 0.08,0.98,0.24,0.94 spacing 0.06,0\nset yrange [0:1]\nunset key\n"
         << "set ylabel 'right answers' offset 1\n";
  for (const Panel& panel : {Panel{"shifts.csv", "shift, pixels"}, Panel{"rotations.csv", "turn, degrees"},
                             Panel{"scales.csv", "size, against the original"}}) {
    const arma::mat curve = figure::read(folder / panel.file, false);
    figure << fmt::format("set xlabel '{}'\n", panel.label)
           << (std::string(panel.file) == "rotations.csv" ? "set xtics 45\n" : "set xtics autofreq\n")
           << "plot '-' using 1:2 with linespoints lt 1\n";
    figure.send(curve);
    figure << "unset ylabel\n";
  }
  figure << "unset multiplot\n";
  figure.finish();
}

void draw(const fs::path& folder) {
  figure::draw_pictures(folder, "edges", figure::read(folder / "edges.csv", false),
                        {"the image", "brighter to the right", "brighter below", "sum of 3x3"}, 4, true);
  figure::draw_pictures(folder, "influence", figure::read(folder / "influence.csv", false),
                        {"one 7x7", "three 3x3", "dilations 1, 2, 4"}, 3, false);
  draw_places(folder);
  draw_curves(folder);
  const arma::mat filters = figure::read(folder / "filters.csv", false);
  figure::draw_pictures(folder, "filters", filters, numbered("filter", filters.n_rows), 8, true);
  const arma::mat maps = figure::read(folder / "feature-maps.csv", false);
  figure::draw_pictures(folder, "feature-maps", maps, numbered("map", maps.n_rows), 8, false);
  draw_moves(folder);
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw); }

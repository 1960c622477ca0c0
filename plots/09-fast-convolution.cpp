// Draws the figures of chapter 09.
#include <fmt/format.h>

#include <array>

#include "figure.hpp"

namespace {

namespace fs = std::filesystem;
using figure::Figure;

void draw_roofline(const fs::path& folder) {
  const arma::mat limits = figure::read(folder / "roofline-limits.csv", false);
  const arma::mat points = figure::read(folder / "roofline-points.csv", false);
  Figure figure(folder, "roofline", 700, 400);
  figure << "set logscale xy\nset xlabel 'operations for each byte that must move'\nset ylabel 'GFLOP/s'\n"
         << "set xrange [0.5:1000]\nset yrange [0.3:3000]\nset key bottom left\nset samples 400\n"
         << fmt::format("roof(x) = x * {1} < {0} ? x * {1} : {0}\n", limits(0, 0), limits(0, 1))
         << fmt::format("set label 'memory' at 1,{} rotate by 35 left textcolor rgb '#8a8f98'\n", 1.8 * limits(0, 1))
         << fmt::format("set label 'arithmetic' at 0.7,{} left textcolor rgb '#8a8f98'\n", 1.5 * limits(0, 0))
         << "plot roof(x) with lines lt 6 notitle, '-' using 1:2 with points lt 2 ps 1 title 'seven loops', "
         << "'-' using 1:3 with points lt 3 ps 1 title 'im2col', '-' using 1:4 with points lt 1 ps 1 title 'chosen'\n";
  for (int series = 0; series < 3; ++series) figure.send(points);
  figure.finish();
}

void draw_blocking(const fs::path& folder) {
  const arma::mat curve = figure::read(folder / "blocking.csv", false);
  Figure figure(folder, "blocking", 640, 320);
  figure << "set logscale x 2\nset xlabel 'size of the right factor, kB'\nset ylabel 'GFLOP/s, one thread'\n"
         << "set yrange [0:*]\nset key bottom left\n"
         << "plot '-' using 1:2 with linespoints lt 2 title 'whole', "
         << "'-' using 1:3 with linespoints lt 1 title 'in pieces that fit into a cache'\n";
  figure.send(curve);
  figure.send(curve);
  figure.finish();
}

void draw_points(const fs::path& folder) {
  const arma::mat map = figure::read(folder / "points.csv", false);
  Figure figure(folder, "points", 620, 420);
  figure << "set xlabel 'a'\nset ylabel 'b'\nset xrange [0.1:1.65]\nset yrange [0.2:2.9]\nunset grid\n"
         << "set cblabel 'relative error'\nset logscale cb\nset format cb '10^{%L}'\nset key outside bottom center "
            "horizontal\n"
         << "set palette defined (0 '#2f6ea8', 0.5 '#dfe8f1', 1 '#c94f5c')\n"
         << "plot '-' using 1:2:3 with points pt 5 ps 1.6 palette notitle, "
         << "'-' using 1:2 with points pt 6 ps 1.6 lw 2.5 lc rgb 'black' title 'usual: 1 and 2', "
         << "'-' using 1:2 with points pt 4 ps 1.6 lw 2.5 lc rgb 'black' title 'here: 5/8 and 3/2'\n";
  figure.send(map);
  figure.send(arma::mat{{1, 2}});
  figure.send(arma::mat{{0.625, 1.5}});
  figure.finish();
}

void draw_winners(const fs::path& folder) {
  const arma::mat map = figure::read(folder / "winners-map.csv", false);
  constexpr std::array names{"im2col", "direct", "Winograd F(2x2)", "Winograd F(4x4)", "Winograd F(6x6)"};
  Figure figure(folder, "winners", 640, 400);
  figure << "set logscale xy 2\nset xlabel 'channels, and filters'\nset ylabel 'pixels on a side'\n"
         << "set xrange [0.5:512]\nset yrange [2.8:90]\nset xtics (1, 4, 16, 64, 256)\nset ytics (4, 7, 14, 28, 56)\n"
         << "set key outside bottom center horizontal\nunset grid\n";
  std::string plot = "plot ";
  std::vector<arma::mat> series;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const arma::mat mine = map.rows(arma::find(map.col(2) == static_cast<double>(i)));
    if (mine.n_rows == 0) continue;
    plot += fmt::format(
        "'-' using 1:2 with points pt 5 ps 3.2 lt {0} notitle, "
        "NaN with points pt 5 ps 1 lt {0} title '{1}', ",
        i + 1, names.at(i));
    series.push_back(mine);
  }
  const arma::mat slower = map.rows(arma::find(map.col(4) > 1.1));
  plot += "'-' using 1:2:(sprintf('%.1f', $5)) with labels textcolor rgb 'black' notitle\n";
  figure << plot;
  for (const arma::mat& one : series) figure.send(one);
  figure.send(slower.n_rows > 0 ? slower
                                : arma::mat{{1e-3, 1e-3, 0, 0, 1}});  // one outside, lest gnuplot finds nothing
  figure.finish();
}

void draw(const fs::path& folder) {
  draw_roofline(folder);
  draw_blocking(folder);
  draw_points(folder);
  draw_winners(folder);
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw); }

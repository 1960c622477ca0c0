// Draws the figures of chapter 02.
#include <fmt/format.h>

#include "figure.hpp"

namespace {

namespace fs = std::filesystem;
using figure::Figure;

void draw_searches(const fs::path& folder) {
  const arma::mat curves = figure::read(folder / "searches-curves.csv", false);
  Figure figure(folder, "searches", 640, 340);
  figure << "set xlabel 'steps'\nset ylabel 'loss'\nset logscale x\nset key bottom left\n"
         << fmt::format("set xrange [1:{}]\n", curves.n_rows)
         << "plot '-' using 1:2 with lines lt 6 title 'random search', "
         << "'-' using 1:3 with lines lt 2 title 'random local search', "
         << "'-' using 1:4 with lines lt 1 title 'following the gradient'\n";
  for (int curve = 0; curve < 3; ++curve) figure.send(curves);
  figure.finish();
}

void draw_directions(const fs::path& folder) {
  const arma::vec share = figure::read(folder / "directions.csv", false).col(0);
  constexpr int bins = 61;
  const arma::vec centres = arma::linspace(-1, 1, bins);
  const arma::uvec counts = arma::hist(share, centres);
  Figure figure(folder, "directions", 640, 300);
  figure << "set xlabel 'descent per unit of way, as a share of the negative gradient''s'\nset ylabel 'directions'\n"
         << "set xrange [-1.05:1.05]\nset style fill solid 0.7\nset boxwidth 0.03\n"
         << "set arrow from 1, graph 0 to 1, graph 0.9 nohead lt 2 lw 2\n"
         << "set label 'the negative gradient' at 0.97, graph 0.8 right textcolor rgb '#e0792f'\n"
         << "plot '-' using 1:2 with boxes lt 1 notitle\n";
  figure.send(arma::join_rows(centres, arma::conv_to<arma::vec>::from(counts)));
  figure.finish();
}

void draw_step_sizes(const fs::path& folder) {
  const arma::mat curve = figure::read(folder / "step-sizes-curve.csv", false);
  Figure figure(folder, "step-sizes", 640, 320);
  figure << "set xlabel 'step size'\nset ylabel 'loss'\nset logscale xy\nset format x '10^{%L}'\nset key top left\n"
         << "plot '-' using 1:2 with linespoints lt 6 title 'after one step', "
         << "'-' using 1:3 with linespoints lt 1 title 'at the end'\n";
  figure.send(curve);
  figure.send(curve);
  figure.finish();
}

void draw_cost(const fs::path& folder) {
  arma::mat curve = figure::read(folder / "cost-curve.csv", false);
  curve.cols(1, 2) *= 1e3;
  Figure figure(folder, "cost", 640, 320);
  figure << "set xlabel 'parameters'\nset ylabel 'milliseconds'\nset logscale xy\nset key top left\n"
         << "set format y '10^{%L}'\n"
         << "plot '-' using 1:2 with linespoints lt 2 title 'numerical (centred)', "
         << "'-' using 1:3 with linespoints lt 1 title 'analytic'\n";
  figure.send(curve);
  figure.send(curve);
  figure.finish();
}

void draw_errors(const fs::path& folder) {
  const arma::mat errors = figure::read(folder / "errors.csv", false);
  Figure figure(folder, "errors", 700, 440);
  figure
      << "set xlabel 'h'\nset ylabel 'relative error'\nset logscale xy\nset xrange [1e-14:1]\nset yrange [1e-13:10]\n"
      << "set format '10^{%L}'\nset key bottom left\n"
      << "set label 'slope 1' at 1e-5,3e-5 right textcolor rgb '#3b82c4'\n"
      << "set label 'slope 2' at 4e-3,3e-7 left textcolor rgb '#3a9a68'\n"
      << "plot '-' using 1:2 with linespoints lt 6 title 'forward, float', "
      << "'-' using 1:3 with linespoints lt 2 title 'centred, float', "
      << "'-' using 1:4 with linespoints lt 1 title 'forward, double', "
      << "'-' using 1:5 with linespoints lt 3 title 'centred, double'\n";
  for (int curve = 0; curve < 4; ++curve) figure.send(errors);
  figure.finish();
}

void draw_kink(const fs::path& folder) {
  const arma::mat curve = figure::read(folder / "kink-curve.csv", false);
  Figure figure(folder, "kink", 640, 280);
  figure << "set xlabel 'score of the wrong class (the right one has 2, the margin is 1)'\nset yrange [-0.1:1.1]\n"
         << "set key top left\nplot '-' using 1:2 with lines lt 1 title 'hinge loss', "
         << "'-' using 1:3 with steps lt 2 title 'its derivative'\n";
  figure.send(curve);
  figure.send(curve);
  figure.finish();
}

void draw(const fs::path& folder) {
  draw_searches(folder);
  draw_directions(folder);
  draw_step_sizes(folder);
  draw_cost(folder);
  draw_errors(folder);
  draw_kink(folder);
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw); }

// Draws the figures of chapter 01.
#include <fmt/format.h>

#include "figure.hpp"

namespace {

namespace fs = std::filesystem;
using figure::Figure;

void draw_curves(const fs::path& folder) {
  const arma::mat hinge = figure::read(folder / "curves-hinge.csv", true);
  const arma::mat softmax = figure::read(folder / "curves-softmax.csv", true);
  Figure figure(folder, "curves", 760, 320);
  figure << "set multiplot layout 1,2 margins 0.1,0.98,0.2,0.94 spacing 0.13,0\nset xlabel 'epoch'\n"
         << "set ylabel 'loss' offset 0.5\nset logscale y\n"
         << "plot '-' using 1:2 with linespoints title 'hinge', '-' using 1:2 with linespoints title 'softmax'\n";
  figure.send(hinge);
  figure.send(softmax);
  figure << "unset logscale\nset ylabel 'accuracy' offset 0.5\nset yrange [*:1]\nset key bottom right\n"
         << "plot '-' using 1:3 with lines lt 1 dt 2 title 'hinge, learning', "
         << "'-' using 1:4 with linespoints lt 1 title 'hinge, validation', "
         << "'-' using 1:3 with lines lt 2 dt 2 title 'softmax, learning', "
         << "'-' using 1:4 with linespoints lt 2 title 'softmax, validation'\n";
  for (const auto* history : {&hinge, &hinge, &softmax, &softmax}) figure.send(*history);
  figure << "unset multiplot\n";
  figure.finish();
}

void draw_confusion(const fs::path& folder) {
  const arma::mat confusion = figure::read(folder / "confusion.csv", false);
  const auto names = figure::read_texts(folder / "classes.csv", 0);
  Figure figure(folder, "confusion", 560, 460);
  std::string tics;
  for (std::size_t c = 0; c < names.size(); ++c) tics += fmt::format("{}'{}' {}", c == 0 ? "" : ", ", names[c], c);
  figure << "set xtics (" << tics << ") rotate by -35\nset ytics (" << tics << ")\nunset key\nunset grid\n"
         << "set xlabel 'taken for'\nset ylabel 'is'\nset border 0\nset tics scale 0\nunset colorbox\n"
         << fmt::format("set xrange [-0.5:{0}]\nset yrange [{0}:-0.5]\n", static_cast<double>(names.size()) - 0.5)
         << "set palette defined (0 '#3b82c410', 1 '#3b82c4')\n"
         << "set palette defined (0 '#dfe8f1', 0.15 '#8fb8dd', 1 '#2f6ea8')\n"
         << "plot '-' using 1:2:3 with image, "
         << "'-' using 1:2:(sprintf('%d',$3)) with labels font ',12' textcolor rgb '#101418'\n";
  arma::mat points(confusion.n_elem, 3);
  for (arma::uword i = 0; i < confusion.n_elem; ++i) {
    const arma::uword row = i % confusion.n_rows;
    const arma::uword column = i / confusion.n_rows;
    points.row(i) = arma::rowvec{static_cast<double>(column), static_cast<double>(row), confusion(row, column)};
  }
  figure.send(points);
  figure.send(points);
  figure.finish();
}

void draw(const fs::path& folder) {
  draw_curves(folder);
  draw_confusion(folder);
  const auto names = figure::read_texts(folder / "classes.csv", 0);
  for (const std::string loss : {"hinge", "softmax"})
    figure::draw_pictures(folder, "templates-" + loss, figure::read(folder / ("templates-" + loss + ".csv"), false),
                          names, 5, true);
  const auto is = figure::read_texts(folder / "mistakes-names.csv", 0);
  const auto taken_for = figure::read_texts(folder / "mistakes-names.csv", 1);
  std::vector<std::string> captions;
  for (std::size_t i = 0; i < is.size(); ++i) captions.push_back(is[i] + " taken for " + taken_for[i]);
  figure::draw_pictures(folder, "mistakes", figure::read(folder / "mistakes.csv", false), captions, 6, false);
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw); }

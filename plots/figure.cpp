#include "figure.hpp"

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <iostream>
#include <sstream>

namespace figure {

namespace fs = std::filesystem;

fs::path results_folder(int argc, char** argv) {
  if (argc != 2 || !fs::is_directory(argv[1]))
    throw std::runtime_error(fmt::format("usage: {} RESULTS-FOLDER (run the chapter first)", argv[0]));
  return argv[1];
}

arma::mat read(const fs::path& path, bool headings) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path.string() + ": expected a file, got nothing of that name");
  std::string line;
  if (headings) std::getline(file, line);
  arma::mat numbers;
  if (!numbers.load(file, arma::csv_ascii) || numbers.is_empty())
    throw std::runtime_error(path.string() + ": expected numbers, got none");
  return numbers;
}

std::vector<std::string> read_texts(const fs::path& path, std::size_t column) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path.string() + ": expected a file, got nothing of that name");
  std::vector<std::string> texts;
  std::string line;
  std::getline(file, line);  // the headings
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    std::string cell;
    for (std::size_t c = 0; c <= column; ++c) std::getline(cells, cell, ',');
    texts.push_back(cell);
  }
  return texts;
}

Figure::Figure(const fs::path& folder, const std::string& name, int width, int height)
    : path_(folder / "figures" / (name + ".svg")) {
  fs::create_directories(path_.parent_path());
  fs::remove(path_);
  // No background, and colours that can be told apart on white and on black; the page replaces black by its own ink.
  *gnuplot_ << fmt::format("set terminal svg size {},{} dynamic font 'sans-serif,14' linewidth 1.2\n", width, height)
            << "set output '" << path_.string() << ".part'\n"
            << "set border 3 lw 0.8 lc rgb 'black'\nset tics nomirror out scale 0.6\nset key noenhanced\n"
            << "set grid lw 0.5 lc rgb '#80808080'\n"
            << "set linetype 1 lc rgb '#3b82c4' lw 2 pt 7 ps 0.5\nset linetype 2 lc rgb '#e0792f' lw 2 pt 5 ps 0.5\n"
            << "set linetype 3 lc rgb '#3a9a68' lw 2 pt 9 ps 0.6\nset linetype 4 lc rgb '#b565c9' lw 2 pt 13 ps 0.6\n"
            << "set linetype 5 lc rgb '#c94f5c' lw 2 pt 11 ps 0.6\nset linetype 6 lc rgb '#8a8f98' lw 2 pt 3 ps 0.6\n";
}

void Figure::finish() {
  *gnuplot_ << "unset output\n";
  gnuplot_.reset();  // waits until gnuplot has written everything
  const fs::path drawn = path_.string() + ".part";
  std::ifstream file(drawn);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  if (text.find("</svg>") == std::string::npos)
    throw std::runtime_error(path_.string() + ": expected a figure, got none (is gnuplot installed?)");
  fs::rename(drawn, path_);
}

void draw_pictures(const fs::path& folder, const std::string& name, const arma::mat& pictures,
                   const std::vector<std::string>& captions, std::size_t columns, bool signed_colours) {
  const auto side = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(pictures.n_cols))));
  const std::size_t rows = (pictures.n_rows + columns - 1) / columns;
  Figure figure(folder, name, static_cast<int>(120 * columns), static_cast<int>(140 * rows));
  figure << fmt::format("set multiplot layout {},{} margins 0.01,0.99,0.01,0.87 spacing 0.02,{}\n", rows, columns,
                        rows > 1 ? 0.26 / static_cast<double>(rows) : 0.02)
         << "unset key\nunset tics\nunset grid\nunset colorbox\nset border 15\nset size ratio 1\n"
         << (signed_colours ? "set palette defined (-1 '#c94f5c', 0 '#f4f4f4', 1 '#2f6ea8')\n" : "set palette gray\n")
         << fmt::format("set xrange [-0.5:{0}]\nset yrange [{0}:-0.5]\n", static_cast<double>(side) - 0.5);
  for (std::size_t p = 0; p < pictures.n_rows; ++p) {
    const arma::rowvec picture = pictures.row(p);
    const double low = signed_colours ? -arma::abs(picture).max() : picture.min();
    const double high = signed_colours ? -low : picture.max();
    figure << fmt::format("set title '{}' noenhanced offset 0,-0.6\nset cbrange [{}:{}]\n", captions.at(p), low,
                          high > low ? high : low + 1)
           << "plot '-' using 1:2:3 with image\n";
    arma::mat points(picture.n_elem, 3);
    for (std::size_t i = 0; i < picture.n_elem; ++i)
      points.row(i) = arma::rowvec{static_cast<double>(i % side), static_cast<double>(i / side), picture[i]};
    figure.send(points);
  }
  figure << "unset multiplot\n";
  figure.finish();
}

int run(int argc, char** argv, void (*draw)(const fs::path& folder)) {
  try {
    draw(results_folder(argc, argv));
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}

}  // namespace figure

// What all drawing programs share: the house's look, and a check that a figure was really drawn.
#pragma once

#include <armadillo>
#include <boost/tuple/tuple.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

// After armadillo, which it then knows how to send.
#include <gnuplot-iostream.h>

namespace figure {

/** The folder of a chapter's results, from the program's one argument. */
std::filesystem::path results_folder(int argc, char** argv);

/** Numbers from a CSV file; `headings` when its first line names the columns. */
arma::mat read(const std::filesystem::path& path, bool headings);

/** One column of texts from a CSV file with headings. */
std::vector<std::string> read_texts(const std::filesystem::path& path, std::size_t column);

/** A figure: write gnuplot commands and data to it, then finish it. */
class Figure {
 public:
  /** A figure with the house's look. Sizes are in pixels. */
  Figure(const std::filesystem::path& folder, const std::string& name, int width, int height);

  /** Adds commands or data. */
  template <typename Value>
  Figure& operator<<(const Value& value) {
    *gnuplot_ << value;
    return *this;
  }

  /** Adds the rows of a matrix as data. */
  void send(const arma::mat& rows) { gnuplot_->send1d(rows); }

  /** Closes gnuplot and renames the file to its place; throws if nothing was drawn. */
  void finish();

 private:
  std::filesystem::path path_;
  std::unique_ptr<Gnuplot> gnuplot_ = std::make_unique<Gnuplot>();
};

/** Small pictures in a grid, a row of the matrix each, `side` pixels wide and high, with a caption under each. */
void draw_pictures(const std::filesystem::path& folder, const std::string& name, const arma::mat& pictures,
                   const std::vector<std::string>& captions, std::size_t columns, bool signed_colours);

/** Runs a drawing program's body; an exception becomes one line on standard error and exit code 1. */
int run(int argc, char** argv, void (*draw)(const std::filesystem::path& folder));

}  // namespace figure

/**
 * @file
 * Tables: for the terminal, for plots (CSV) and for pages (Markdown).
 */
#pragma once

#include <armadillo>
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace dln::program {

/** What stands in one place of a table: text, a whole number or a real one. */
using Cell = std::variant<std::string, std::size_t, double>;

/** A column of a table. */
struct Column {
  std::string name;  ///< its heading
  std::string format =
      "{}";  ///< how people see its cells, as fmt writes them (`{:.3f}`), or shares as `{:.1%}`
};

/** A cell as CSV: text in quotes where it must be, a number with every digit that counts.
 * @param cell the cell
 * @return its text */
std::string csv_cell(const Cell& cell);

/**
 * A text in lines of at most 80 columns, broken between words.
 * @param text without line breaks
 * @param indent spaces before every line
 * @return lines, each ended by a newline
 */
std::string wrapped(const std::string& text, std::size_t indent);

/** Rows under headings. */
class Table {
 public:
  /** A table without rows. @param columns its columns, from the left */
  explicit Table(std::vector<Column> columns);

  /** A table of numbers. @param headings one a column @param rows the numbers @return the table
   * @throws Error if there are not as many columns as headings */
  static Table of(const std::vector<std::string>& headings, const arma::mat& rows);

  /** Adds a row. @param row one cell a column @throws Error if their number differs */
  void add(std::vector<Cell> row);

  /** How many rows. @return the number */
  [[nodiscard]] std::size_t rows() const { return rows_.size(); }
  /** The table for a terminal: aligned columns, headings broken between words. @return lines,
   * each ended by a newline
   */
  [[nodiscard]] std::string text() const;
  /**
   * The table for programs: headings, then every digit of every number. @return the CSV file
   */
  [[nodiscard]] std::string csv() const;
  /** The table for pages. @return the Markdown table */
  [[nodiscard]] std::string markdown() const;

 private:
  /** Whether a column has a number, and so stands on the right; an empty one does, too. */
  [[nodiscard]] bool is_numeric(std::size_t column) const;
  [[nodiscard]] std::string shown(std::size_t row, std::size_t column) const;

  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace dln::program

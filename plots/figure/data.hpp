/**
 * @file
 * What a chapter's program wrote, by name: a CSV file's columns by their headings.
 */
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace figure {

/** Numbers of a column, from its first row to its last. */
using Column = std::vector<double>;

/** A CSV file whose first line holds the headings. */
class Data {
 public:
  /** Reads a file. @param file a CSV file @throws std::runtime_error if there is none, or a row
   * has too few cells */
  explicit Data(std::filesystem::path file);

  /** A column of numbers. @param heading its heading @return the numbers
   * @throws std::runtime_error that names what headings there are, or the cell that is no
   * number */
  [[nodiscard]] Column operator[](const std::string& heading) const;
  /** A column of texts. @param heading its heading @return the texts @throws std::runtime_error
   * as for numbers */
  [[nodiscard]] std::vector<std::string> texts(const std::string& heading) const;
  /** Rows of numbers. @param heading the first column's that counts @return from there to the
   * last cell, for each row; empty cells end a row @throws std::runtime_error as for numbers */
  [[nodiscard]] std::vector<Column> numbers_from(const std::string& heading) const;
  /** The rows that have a text in a column. @param heading the column's @param text the text
   * @return those rows */
  [[nodiscard]] Data where(const std::string& heading, const std::string& text) const;
  /** The different texts of a column. @param heading the column's @return them, in order of
   * first appearance */
  [[nodiscard]] std::vector<std::string> groups(const std::string& heading) const;
  /** The headings, from the left. @return them */
  [[nodiscard]] const std::vector<std::string>& headings() const { return headings_; }
  /** How many rows there are below the headings. @return the number */
  [[nodiscard]] std::size_t rows() const { return rows_.size(); }

 private:
  [[nodiscard]] double number(const std::string& text, const std::string& heading) const;
  [[nodiscard]] std::size_t place(const std::string& heading) const;

  std::filesystem::path file_;
  std::vector<std::string> headings_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace figure

/**
 * @file
 * What an experiment found, as a value: sentences, tables, key figures, pictures.
 *
 * Experiments compute and return; only the chapter's program prints and writes:
 *
 *     Report compare_losses() {
 *       Table table({{"scores"}, {"hinge loss", "{:.2f}"}});
 *       table.add({"13, -7, 11", 8.0});
 *       Report report;
 *       report.say("The textbook's scores, and what the loss makes of them:");
 *       report.table("losses", table);           // printed; losses.csv, losses.md
 *       report.data("curve", Table::of(...));    // curve.csv alone, for a figure
 *       report.note("scores_tried", 3);          // a number of its own in summary.json
 *       return report;
 *     }
 *
 * A page names a cell by the table, the row's name (its first cell) and the column's heading.
 */
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "program/table.hpp"

namespace dln {
template <typename T>
class Tensor;
}

namespace dln::program {

class Results;

/** What an experiment found. */
class Report {
 public:
  /** A sentence or several, wrapped on the terminal. @param text without line breaks */
  void say(const std::string& text);
  /** A table: printed, and written as `NAME.csv` and `NAME.md`. @param name without ending
   * @param table the table */
  void table(const std::string& name, const Table& table);
  /** A table for a page alone, where its texts are too long for a terminal. @param name without
   * ending
   * @param table the table */
  void table_for_pages(const std::string& name, const Table& table);
  /** Numbers for a page's script, without headings: written as `NAME.csv`. @param name without
   * ending
   * @param rows the numbers */
  void numbers(const std::string& name, const arma::mat& rows);
  /** Rows for a figure or a page's script: written as `NAME.csv`, not printed. @param name
   * without ending
   * @param table the rows */
  void data(const std::string& name, const Table& table);
  /** A key figure of `summary.json`. @param key snake_case @param value a number or a text */
  void note(const std::string& key, const nlohmann::json& value);
  /**
   * Pictures for a figure: written as `NAME.csv`, a picture a row: its name, height, width,
   * channels, and its numbers.
   * @param name without ending
   * @param images N x C x H x W
   * @param names what each is called, under it
   * @throws Error if there are not as many names as images
   */
  void pictures(const std::string& name, const Tensor<float>& images,
                const std::vector<std::string>& names);
  /** Data that a page's script reads, as `NAME.js`: `dln.data["NAME"] = ...;` @param name
   * without ending
   * @param value what the script gets */
  void live(const std::string& name, const nlohmann::json& value);
  /** Everything of another report, after what is here. @param other the report */
  void append(const Report& other);

  /** What people see. @return lines of at most 80 columns, if the tables are no wider */
  [[nodiscard]] const std::string& text() const { return text_; }
  /** Writes the files and notes the key figures. @param results where to */
  void write(Results& results) const;

 private:
  std::string text_;
  std::vector<std::function<void(Results&)>> writers_;
};

}  // namespace dln::program

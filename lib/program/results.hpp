/**
 * @file
 * The files a chapter program leaves behind.
 */
#pragma once

#include <armadillo>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "program/table.hpp"

namespace dln::program {

/**
 * Writes a file beside its place and renames it there, so that nobody ever reads half of it.
 * @param path where it is to stand; its folder is made
 * @param content what it is to hold
 * @throws Error if it cannot be written
 */
void write_file(const std::filesystem::path& path, const std::string& content);

/** The results of one run of one chapter, in one folder. */
class Results {
 public:
  /** Results in a folder, which is made; tables and a summary left there by an earlier run are removed. @param folder
   * where */
  explicit Results(std::filesystem::path folder);

  /** Writes a table as `NAME.csv` and `NAME.md`. @param name without ending @param table the table */
  void write(const std::string& name, const Table& table) const;
  /** Writes a matrix as `NAME.csv`, without headings. @param name without ending @param matrix the numbers */
  void write(const std::string& name, const arma::mat& matrix) const;

  /** Notes a key figure for `summary.json`. @param key snake_case @param value a number or a text */
  void note(const std::string& key, const nlohmann::json& value);
  /** Writes `summary.json`: one flat object of the figures noted so far. */
  void write_summary() const;

  /** The folder. @return its path */
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
  nlohmann::ordered_json summary_ = nlohmann::ordered_json::object();
};

}  // namespace dln::program

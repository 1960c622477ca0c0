/**
 * @file
 * The files a chapter program leaves behind.
 */
#pragma once

#include <armadillo>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "dln/core/tensor.hpp"
#include "program/table.hpp"

namespace dln::program {

/**
 * The results of one run of one chapter. They are kept until the run is over, and then put into
 * their folder together: a run that is interrupted, fails or is killed leaves the results of
 * the last whole one as they were.
 */
class Results {
 public:
  /**
   * Results for a folder, which is made.
   * @param folder where; what is not an earlier run's stays there untouched
   * @throws Error if nothing can be written there
   */
  explicit Results(std::filesystem::path folder);

  /**
   * Keeps a table for `NAME.csv` and `NAME.md`.
   * @param name without ending
   * @param table the table
   * @throws Error if the folder holds a file of that name which no run wrote
   */
  void write(const std::string& name, const Table& table);
  /**
   * Keeps a matrix for `NAME.csv`, without headings.
   * @param name without ending
   * @param matrix the numbers
   * @throws Error if the folder holds a file of that name which no run wrote
   */
  void write(const std::string& name, const arma::mat& matrix);

  /** Writes a table as `NAME.csv` alone. @param name without ending @param table the table */
  void write_data(const std::string& name, const Table& table);
  /**
   * Writes pictures as `NAME.csv`: headings `picture,height,width,channels,0,1,...`, then a
   * picture a row.
   * @param name without ending
   * @param images N x C x H x W
   * @param names what each is called
   * @throws Error if there are not as many names as images
   */
  void write_pictures(const std::string& name, const Tensor<float>& images,
                      const std::vector<std::string>& names);
  /** Writes data for a page's script as `NAME.js`: `dln.data["NAME"] = ...;` @param name
   * without ending
   * @param value what the script gets */
  void write_live(const std::string& name, const nlohmann::json& value);

  /** Notes a key figure for `summary.json`. @param key snake_case @param value a number or a
   * text */
  void note(const std::string& key, const nlohmann::json& value);

  /** Replaces what an earlier run left in the folder: all tables, and `summary.json`, one flat
   * object of the figures.
   */
  void save() const;
  /** Puts what there is into the folder `interrupted` inside, and leaves the last whole run's
   * results as they are.
   * @return that folder */
  std::filesystem::path save_interrupted() const;

 private:
  [[nodiscard]] std::map<std::string, std::string> files() const;
  void keep(const std::string& name, std::string content);

  std::filesystem::path folder_;
  std::map<std::string, std::string> tables_;
  nlohmann::ordered_json summary_ = nlohmann::ordered_json::object();
};

}  // namespace dln::program

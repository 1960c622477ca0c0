/**
 * @file
 * The main function of a drawing program: reads what a chapter wrote, leaves figures beside it.
 */
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "figure/data.hpp"

namespace figure {

/** A chapter's results. */
class Folder {
 public:
  /** A folder of results. @param path where */
  explicit Folder(std::filesystem::path path) : path_(std::move(path)) {}

  /** What a program wrote. @param name without `.csv` @return its columns */
  [[nodiscard]] Data data(const std::string& name) const { return Data(file(name)); }
  /** Where it is. @param name without `.csv` @return the path */
  [[nodiscard]] std::filesystem::path file(const std::string& name) const {
    return path_ / (name + ".csv");
  }
  /** Keeps a figure for `figures/NAME.svg`. @param name without ending @param svg what `draw`
   * returned */
  void save(const std::string& name, const std::string& svg) const {
    (*figures_)[name + ".svg"] = svg;
  }
  /** Puts all figures in the place of those that an earlier run drew, now that every one of
   * them is ready. */
  void finish() const;

 private:
  std::filesystem::path path_;
  std::shared_ptr<std::map<std::string, std::string>> figures_ =
      std::make_shared<std::map<std::string, std::string>>();
};

/**
 * Runs a drawing program's body.
 * @param argc from main @param argv from main: the folder of results
 * @param draw what to do
 * @return for main: 0, 1 after an error, which becomes one line on standard error, or 130 after
 * Ctrl-C; only after 0 has a file changed
 */
int run(int argc, char** argv, void (*draw)(const Folder& folder));

}  // namespace figure

#include "program/results.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"
#include "dln/data/file.hpp"
#include "program/own_files.hpp"

namespace dln::program {

namespace fs = std::filesystem;

namespace {

constexpr const char* summary_name = "summary.json";
constexpr const char* interrupted_name = "interrupted";

}  // namespace

Results::Results(fs::path folder) : folder_(std::move(folder)) {
  OwnFiles(folder_).prepare();
  OwnFiles(folder_).check_ours(summary_name);
}

void Results::keep(const std::string& name, std::string content) {
  OwnFiles(folder_).check_ours(
      name);  // now, and not after the hour that the other experiments take
  tables_[name] = std::move(content);
}

void Results::write(const std::string& name, const Table& table) {
  keep(name + ".csv", table.csv());
  keep(name + ".md", table.markdown());
}

void Results::write(const std::string& name, const arma::mat& matrix) {
  std::string text;
  for (arma::uword r = 0; r < matrix.n_rows; ++r)
    for (arma::uword c = 0; c < matrix.n_cols; ++c)
      text += fmt::format("{:.9g}{}", matrix(r, c), c + 1 < matrix.n_cols ? "," : "\n");
  keep(name + ".csv", std::move(text));
}

void Results::write_data(const std::string& name, const Table& table) {
  keep(name + ".csv", table.csv());
}

void Results::write_pictures(const std::string& name, const Tensor<float>& images,
                             const std::vector<std::string>& names) {
  const Shape& shape = images.shape();
  if (names.size() != shape.examples)
    throw Error(name, fmt::format("{} names of pictures", shape.examples),
                std::to_string(names.size()));
  std::string text = "picture,height,width,channels";
  for (std::size_t i = 0; i < shape.features(); ++i) text += fmt::format(",{}", i);
  for (std::size_t n = 0; n < shape.examples; ++n) {
    text += fmt::format("\n{},{},{},{}", csv_cell(names[n]), shape.height, shape.width,
                        shape.channels);
    for (std::size_t i = 0; i < shape.features(); ++i)
      text += fmt::format(",{:.6g}", images[n * shape.features() + i]);
  }
  keep(name + ".csv", text + "\n");
}

void Results::write_live(const std::string& name, const nlohmann::json& value) {
  const std::string key = nlohmann::json(name).dump();
  keep(name + ".js", fmt::format("dln.data[{}] = {};\n", key, value.dump()));
}

void Results::note(const std::string& key, const nlohmann::json& value) {
  summary_[key] = value;
}

std::map<std::string, std::string> Results::files() const {
  auto files = tables_;
  files[summary_name] = summary_.dump(2) + "\n";
  return files;
}

void Results::save() const {
  OwnFiles(folder_).replace_all(files());
  const fs::path unfinished = folder_ / interrupted_name;
  if (!fs::is_directory(fs::symlink_status(unfinished))) return;
  OwnFiles(unfinished).replace_all({});
  std::error_code not_empty;
  fs::remove(unfinished, not_empty);
}

fs::path Results::save_interrupted() const {
  OwnFiles(folder_ / interrupted_name).replace_all(files());
  return folder_ / interrupted_name;
}

}  // namespace dln::program

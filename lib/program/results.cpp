#include "program/results.hpp"

#include <fmt/format.h>

#include <fstream>

#include "dln/core/error.hpp"

namespace dln::program {

namespace fs = std::filesystem;

void write_file(const fs::path& path, const std::string& content) {
  std::error_code failure;
  fs::create_directories(path.parent_path(), failure);
  const fs::path beside = path.string() + ".part";
  std::ofstream file(beside, std::ios::binary);
  file << content;
  file.close();
  if (file.fail()) throw Error(path.string(), "a file that can be written", "one that cannot (place, rights, space?)");
  fs::rename(beside, path, failure);
  if (failure) throw Error(path.string(), "a file that can be replaced", failure.message());
}

Results::Results(fs::path folder) : folder_(std::move(folder)) {
  std::error_code failure;
  fs::create_directories(folder_, failure);
  if (failure) throw Error(folder_.string(), "a folder that can be made", failure.message());
  for (const auto& entry : fs::directory_iterator(folder_)) {
    const auto ending = entry.path().extension();
    if (ending == ".csv" || ending == ".md" || ending == ".json") fs::remove(entry.path(), failure);
  }
}

void Results::write(const std::string& name, const Table& table) const {
  write_file(folder_ / (name + ".csv"), table.csv());
  write_file(folder_ / (name + ".md"), table.markdown());
}

void Results::write(const std::string& name, const arma::mat& matrix) const {
  std::string text;
  for (arma::uword r = 0; r < matrix.n_rows; ++r)
    for (arma::uword c = 0; c < matrix.n_cols; ++c)
      text += fmt::format("{:.9g}{}", matrix(r, c), c + 1 < matrix.n_cols ? "," : "\n");
  write_file(folder_ / (name + ".csv"), text);
}

void Results::note(const std::string& key, const nlohmann::json& value) { summary_[key] = value; }

void Results::write_summary() const { write_file(folder_ / "summary.json", summary_.dump(2) + "\n"); }

}  // namespace dln::program

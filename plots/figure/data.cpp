#include "figure/data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/algorithm/string/join.hpp>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace figure {
namespace {

/** The cells of a whole CSV file; a cell in quotes may hold commas, line breaks, and quotes
 * that are written twice. */
std::vector<std::vector<std::string>> parsed(const std::string& text) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"')
      row.back() += text[++i];
    else if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      row.emplace_back();
    else if (c == '\n' && !quoted) {
      rows.push_back(std::move(row));
      row.assign(1, "");
    } else
      row.back() += c;
  }
  if (row.size() > 1 || !row.back().empty()) rows.push_back(std::move(row));
  return rows;
}

}  // namespace

Data::Data(std::filesystem::path file) : file_(std::move(file)) {
  std::ifstream stream(file_, std::ios::binary);
  if (!stream)
    throw std::runtime_error(file_.string() + ": expected a file, got nothing of that name");
  rows_ = parsed({std::istreambuf_iterator<char>(stream), {}});
  if (rows_.empty())
    throw std::runtime_error(file_.string() + ": expected a line of headings, got nothing");
  headings_ = rows_.front();
  rows_.erase(rows_.begin());
  for (std::size_t r = 0; r < rows_.size(); ++r)
    if (rows_[r].size() != headings_.size())
      throw std::runtime_error(fmt::format("{}, line {}: expected {} cells, got {}",
                                           file_.string(), r + 2, headings_.size(),
                                           rows_[r].size()));
}

std::size_t Data::place(const std::string& heading) const {
  const auto found = std::ranges::find(headings_, heading);
  if (found == headings_.end())
    throw std::runtime_error(fmt::format("{}: expected a column '{}', got '{}'", file_.string(),
                                         heading, boost::algorithm::join(headings_, "', '")));
  return static_cast<std::size_t>(found - headings_.begin());
}

std::vector<std::string> Data::texts(const std::string& heading) const {
  std::vector<std::string> column;
  for (const auto& row : rows_) column.push_back(row[place(heading)]);
  return column;
}

double Data::number(const std::string& text, const std::string& heading) const {
  std::size_t read = 0;
  double value = 0;
  try {
    value = std::stod(text, &read);
  } catch (const std::exception&) {
    read = 0;
  }
  if (read == 0 || read != text.size())
    throw std::runtime_error(fmt::format("{}, column '{}': expected numbers, got '{}'",
                                         file_.string(), heading, text));
  return value;
}

Column Data::operator[](const std::string& heading) const {
  Column column;
  for (const std::string& text : texts(heading)) column.push_back(number(text, heading));
  return column;
}

std::vector<Column> Data::numbers_from(const std::string& heading) const {
  std::vector<Column> result;
  for (const auto& row : rows_) {
    result.emplace_back();
    for (std::size_t c = place(heading); c < row.size() && !row[c].empty(); ++c)
      result.back().push_back(number(row[c], headings_[c]));
  }
  return result;
}

Data Data::where(const std::string& heading, const std::string& text) const {
  Data part = *this;
  std::erase_if(part.rows_,
                [c = place(heading), &text](const auto& row) { return row[c] != text; });
  return part;
}

std::vector<std::string> Data::groups(const std::string& heading) const {
  std::vector<std::string> groups;
  for (const std::string& text : texts(heading))
    if (std::ranges::find(groups, text) == groups.end()) groups.push_back(text);
  return groups;
}

}  // namespace figure

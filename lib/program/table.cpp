#include "program/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/algorithm/string/replace.hpp>
#include <sstream>

#include "dln/core/error.hpp"

namespace dln::program {
namespace {

bool is_text(const Cell& cell) { return std::holds_alternative<std::string>(cell); }

std::string csv_cell(const Cell& cell) {
  if (const auto* number = std::get_if<double>(&cell)) return fmt::format("{:.17g}", *number);
  if (const auto* number = std::get_if<std::size_t>(&cell)) return std::to_string(*number);
  const auto& text = std::get<std::string>(cell);
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  return '"' + boost::algorithm::replace_all_copy(text, "\"", "\"\"") + '"';
}

}  // namespace

std::string wrapped(const std::string& text, std::size_t indent) {
  constexpr std::size_t columns = 80;
  std::istringstream words(text);
  std::string lines;
  std::string line;
  for (std::string word; words >> word;) {
    if (!line.empty() && indent + line.size() + 1 + word.size() > columns) {
      lines += std::string(indent, ' ') + line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  return lines + std::string(indent, ' ') + line + "\n";
}

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

void Table::add(std::vector<Cell> row) {
  if (row.size() != columns_.size())
    throw Error("Table::add", fmt::format("{} cells", columns_.size()), std::to_string(row.size()));
  rows_.push_back(std::move(row));
}

std::string Table::shown(std::size_t row, std::size_t column) const {
  const auto format = fmt::runtime(columns_[column].format);
  return std::visit(
      [&](const auto& value) -> std::string {
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string>) return value;
        return fmt::format(format, value);
      },
      rows_[row][column]);
}

std::string Table::text() const {
  std::vector<std::size_t> widths;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    widths.push_back(columns_[c].name.size());
    for (std::size_t r = 0; r < rows_.size(); ++r) widths[c] = std::max(widths[c], shown(r, c).size());
  }
  const auto line = [&](std::size_t c, const std::string& cell, bool left) {
    return left ? fmt::format("  {:<{}}", cell, widths[c]) : fmt::format("  {:>{}}", cell, widths[c]);
  };
  const auto is_left = [&](std::size_t c) { return !rows_.empty() && is_text(rows_.front()[c]); };
  std::string text;
  for (std::size_t c = 0; c < columns_.size(); ++c) text += line(c, columns_[c].name, is_left(c));
  text += "\n";
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    for (std::size_t c = 0; c < columns_.size(); ++c) text += line(c, shown(r, c), is_left(c));
    text += "\n";
  }
  return text;
}

std::string Table::csv() const {
  std::string text;
  for (std::size_t c = 0; c < columns_.size(); ++c) text += (c == 0 ? "" : ",") + csv_cell(columns_[c].name);
  text += "\n";
  for (const auto& row : rows_) {
    for (std::size_t c = 0; c < row.size(); ++c) text += (c == 0 ? "" : ",") + csv_cell(row[c]);
    text += "\n";
  }
  return text;
}

std::string Table::markdown() const {
  std::string text = "|";
  for (const auto& column : columns_) text += " " + column.name + " |";
  text += "\n|";
  for (std::size_t c = 0; c < columns_.size(); ++c)
    text += !rows_.empty() && is_text(rows_.front()[c]) ? " :--- |" : " ---: |";
  text += "\n";
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    text += "|";
    for (std::size_t c = 0; c < columns_.size(); ++c) text += " " + shown(r, c) + " |";
    text += "\n";
  }
  return text;
}

}  // namespace dln::program

#include "program/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/algorithm/string/replace.hpp>
#include <cmath>
#include <functional>
#include <iterator>
#include <sstream>

#include "dln/core/error.hpp"

namespace dln::program {
namespace {

/** How many columns a text takes on a terminal: the bytes that begin a character. */
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/** A heading in lines as narrow as its longest word and the cells under it allow, but not in
 * bits. */
std::vector<std::string> heading_lines(const std::string& heading, std::size_t cells) {
  constexpr std::size_t narrowest = 9;
  cells = std::max(cells, narrowest);
  std::istringstream split(heading);
  const std::vector<std::string> words{std::istream_iterator<std::string>(split), {}};
  for (const auto& word : words) cells = std::max(cells, width(word));
  std::vector<std::string> lines(1);
  for (const auto& word : words) {
    if (!lines.back().empty() && width(lines.back()) + 1 + width(word) > cells)
      lines.emplace_back();
    lines.back() += (lines.back().empty() ? "" : " ") + word;
  }
  return lines;
}

/** A number as people read it; a share in `{:.1%}` as 12.3 %. */
template <typename Number>
std::string shown_number(const std::string& format, Number value) {
  if (std::isnan(static_cast<double>(value))) return "-";
  if (static_cast<double>(value) == 0 && format.ends_with("e}")) return "0";
  if (!format.ends_with("%}")) return fmt::format(fmt::runtime(format), value);
  return fmt::format(fmt::runtime(format.substr(0, format.size() - 2) + "f} %"),
                     100 * static_cast<double>(value));
}

}  // namespace

std::string csv_cell(const Cell& cell) {
  if (const auto* number = std::get_if<double>(&cell)) return fmt::format("{}", *number);
  if (const auto* number = std::get_if<std::size_t>(&cell)) return std::to_string(*number);
  const auto& text = std::get<std::string>(cell);
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  return '"' + boost::algorithm::replace_all_copy(text, "\"", "\"\"") + '"';
}

std::string wrapped(const std::string& text, std::size_t indent) {
  constexpr std::size_t columns = 80;
  std::istringstream words(text);
  std::string lines;
  std::string line;
  for (std::string word; words >> word;) {
    if (!line.empty() && indent + width(line) + 1 + width(word) > columns) {
      lines += std::string(indent, ' ') + line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  return lines + std::string(indent, ' ') + line + "\n";
}

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

Table Table::of(const std::vector<std::string>& headings, const arma::mat& rows) {
  std::vector<Column> columns;
  for (const auto& heading : headings) columns.push_back({heading});
  Table table(columns);
  for (arma::uword r = 0; r < rows.n_rows; ++r) {
    const arma::rowvec row = rows.row(r);
    table.add({row.begin(), row.end()});
  }
  return table;
}

void Table::add(std::vector<Cell> row) {
  if (row.size() != columns_.size())
    throw Error("Table::add", fmt::format("{} cells", columns_.size()),
                std::to_string(row.size()));
  rows_.push_back(std::move(row));
}

std::string Table::shown(std::size_t row, std::size_t column) const {
  return std::visit(
      [&](const auto& value) -> std::string {
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string>)
          return value;
        else
          return shown_number(columns_[column].format, value);
      },
      rows_[row][column]);
}

bool Table::is_numeric(std::size_t column) const {
  return rows_.empty() || !std::ranges::all_of(rows_, [&](const std::vector<Cell>& row) {
           return std::holds_alternative<std::string>(row[column]);
         });
}

std::string Table::text() const {
  std::vector<std::vector<std::string>> headings;
  std::vector<std::size_t> widths;
  std::size_t height = 0;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    std::size_t cells = 0;
    for (std::size_t r = 0; r < rows_.size(); ++r) cells = std::max(cells, width(shown(r, c)));
    headings.push_back(heading_lines(columns_[c].name, cells));
    for (const auto& line : headings.back()) cells = std::max(cells, width(line));
    widths.push_back(cells);
    height = std::max(height, headings.back().size());
  }
  const auto line = [&](const std::function<std::string(std::size_t)>& cell) {
    std::string text;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const std::string gap(widths[c] - width(cell(c)), ' ');
      text += "  " + (is_numeric(c) ? gap + cell(c) : cell(c) + gap);
    }
    return text.substr(0, text.find_last_not_of(' ') + 1) + "\n";
  };
  std::string text;
  for (std::size_t row = 0; row < height; ++row)
    text += line([&](std::size_t c) {
      const std::size_t above = height - headings[c].size();
      return row < above ? "" : headings[c][row - above];
    });
  for (std::size_t r = 0; r < rows_.size(); ++r)
    text += line([&](std::size_t c) { return shown(r, c); });
  return text;
}

std::string Table::csv() const {
  std::string text;
  for (std::size_t c = 0; c < columns_.size(); ++c)
    text += (c == 0 ? "" : ",") + csv_cell(columns_[c].name);
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
    text += is_numeric(c) ? " ---: |" : " :--- |";
  text += "\n";
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    text += "|";
    for (std::size_t c = 0; c < columns_.size(); ++c) text += " " + shown(r, c) + " |";
    text += "\n";
  }
  return text;
}

}  // namespace dln::program

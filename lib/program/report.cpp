#include "program/report.hpp"

#include "dln/core/tensor.hpp"
#include "program/results.hpp"

namespace dln::program {

void Report::say(const std::string& text) { text_ += wrapped(text, 0); }

void Report::table(const std::string& name, const Table& table) {
  text_ += table.text();
  table_for_pages(name, table);
}

void Report::table_for_pages(const std::string& name, const Table& table) {
  writers_.emplace_back([=](Results& results) { results.write(name, table); });
}

void Report::numbers(const std::string& name, const arma::mat& rows) {
  writers_.emplace_back([=](Results& results) { results.write(name, rows); });
}

void Report::data(const std::string& name, const Table& table) {
  writers_.emplace_back([=](Results& results) { results.write_data(name, table); });
}

void Report::note(const std::string& key, const nlohmann::json& value) {
  writers_.emplace_back([=](Results& results) { results.note(key, value); });
}

void Report::pictures(const std::string& name, const Tensor<float>& images,
                      const std::vector<std::string>& names) {
  writers_.emplace_back([=](Results& results) { results.write_pictures(name, images, names); });
}

void Report::live(const std::string& name, const nlohmann::json& value) {
  writers_.emplace_back([=](Results& results) { results.write_live(name, value); });
}

void Report::append(const Report& other) {
  text_ += other.text_;
  writers_.insert(writers_.end(), other.writers_.begin(), other.writers_.end());
}

void Report::write(Results& results) const {
  for (const auto& writer : writers_) writer(results);
}

}  // namespace dln::program

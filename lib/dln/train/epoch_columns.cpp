#include "dln/train/epoch_columns.hpp"

#include <fmt/format.h>

#include <array>

#include "dln/core/error.hpp"

namespace dln {
namespace {

constexpr const char* loss_name = "loss";
constexpr const char* ratio_name = "update_ratio";

struct Group {
  const char* name;
  std::vector<NamedNumber> Epoch::*numbers;
};
const std::array<Group, 3> groups = {{{"parts", &Epoch::parts},
                                      {"metrics", &Epoch::metrics},
                                      {"validation", &Epoch::validation}}};

std::map<std::string, double> numbers_of(const Epoch& epoch) {
  std::map<std::string, double> all = {{loss_name, epoch.loss},
                                       {ratio_name, epoch.update_ratio}};
  for (const auto& [group, numbers] : groups)
    for (std::size_t i = 0; i < (epoch.*numbers).size(); ++i)
      all[fmt::format("{}/{:02}/{}", group, i, (epoch.*numbers)[i].name)] =
          (epoch.*numbers)[i].value;
  return all;
}

/** Puts a number where its column's name says; false if that is nowhere. */
bool put(Epoch& epoch, const std::string& column, double value) {
  if (column == loss_name) epoch.loss = value;
  if (column == ratio_name) epoch.update_ratio = value;
  for (const auto& [group, numbers] : groups) {
    auto& list = epoch.*numbers;
    const std::string prefix =
        fmt::format("{}/{:02}/", group, list.size());  // the columns come in order
    if (!column.starts_with(prefix)) continue;
    list.push_back({column.substr(prefix.size()), value});
    return true;
  }
  return column == loss_name || column == ratio_name;
}

}  // namespace

std::map<std::string, Tensor<double>> columns_of(const std::vector<Epoch>& epochs) {
  std::map<std::string, Tensor<double>> columns;
  if (epochs.empty()) return columns;
  for (const auto& [name, value] : numbers_of(epochs.front()))
    columns.emplace(name, Tensor<double>({epochs.size()}));
  for (std::size_t e = 0; e < epochs.size(); ++e) {
    const auto numbers = numbers_of(epochs[e]);
    for (const auto& [name, value] : numbers) {
      const auto column = columns.find(name);
      if (column == columns.end() || numbers.size() != columns.size())
        throw Error("checkpoint", "every epoch with the first one's parts and metrics",
                    "others in epoch " + std::to_string(epochs[e].number));
      column->second[e] = value;
    }
  }
  return columns;
}

std::vector<Epoch> epochs_of(const std::string& file,
                             const std::map<std::string, Tensor<double>>& columns) {
  std::vector<Epoch> epochs(
      columns.empty() ? 0 : columns.begin()->second.size());  // no more than there are numbers
  if (!columns.empty() && (!columns.contains(loss_name) || !columns.contains(ratio_name)))
    throw Error(file + ", epochs", "their loss and update_ratio", "other columns only");
  for (const auto& [name, column] : columns) {
    if (column.shape() != Shape{epochs.size()})
      throw Error(file + ", epochs, column " + name, to_string(Shape{epochs.size()}),
                  to_string(column.shape()));
    for (std::size_t e = 0; e < epochs.size(); ++e) {
      epochs[e].number = e + 1;
      if (!put(epochs[e], name, column[e]))
        throw Error(file + ", epochs", "no column " + name, "one of that name");
    }
  }
  return epochs;
}

}  // namespace dln

#include "dln/train/objective.hpp"

#include <limits>

namespace dln {

double value_of(const std::vector<NamedNumber>& numbers, const std::string& name) {
  for (const auto& number : numbers)
    if (number.name == name) return number.value;
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace dln

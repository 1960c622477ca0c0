#include "dln/core/shape.hpp"

#include <fmt/format.h>

namespace dln {

std::string to_string(const Shape& shape) {
  return fmt::format("{}x{}x{}x{}", shape.examples, shape.channels, shape.height, shape.width);
}

}  // namespace dln

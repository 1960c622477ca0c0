#include "dln/core/error.hpp"

namespace dln {

Error::Error(const std::string& thing, const std::string& expected, const std::string& got)
    : std::runtime_error(thing + ": expected " + expected + ", got " + got) {}

}  // namespace dln

#include <string>

const double megabytes = 122;
const std::string rounded = "1";
const std::string large = "infinity";
const std::string moved = "1";

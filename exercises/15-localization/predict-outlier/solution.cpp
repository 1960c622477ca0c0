#include <string>

const std::string squares = "1";
const std::string absolute = "0";
const std::string smooth = "0.01";

#include <string>

const std::string backward = "none";
const std::string statistics = "yes";
const std::string memory = "less than a tenth";

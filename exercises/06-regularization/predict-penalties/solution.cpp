#include <string>

const std::string l2 = "stays";
const std::string l1 = "grows";
const std::string max_norm = "stays";

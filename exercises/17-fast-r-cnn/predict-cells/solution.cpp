#include <string>

const std::string small = "numbers repeat";
const std::string equal = "the region itself";
const std::string shifted = "nothing changes";

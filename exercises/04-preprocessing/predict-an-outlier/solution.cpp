#include <string>

const std::string standardized = "about 0.03";
const std::string odd_one = "about 30";
const std::string scaled = "close to -1";

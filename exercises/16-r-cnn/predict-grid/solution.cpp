#include <string>

const std::string in_a_row = "3/5";
const std::string between_four = "below 0.5";
const std::string larger = "1/4";

#include <string>

const std::string minus_two = "less than a hundredth";
const std::string minus_four = "about a third";
const std::string minus_eight = "nearly all";

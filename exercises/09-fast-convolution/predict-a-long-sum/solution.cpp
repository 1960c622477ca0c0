#include <string>

const std::string in_a_row = "about 17 million";
const std::string in_blocks = "40 million";
const std::string same_bits = "no";

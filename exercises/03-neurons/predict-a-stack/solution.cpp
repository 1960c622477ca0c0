#include <string>

const std::string left_of_it = "a millionth";
const std::string saturated_units = "most";
const std::string tanh_instead = "much more";

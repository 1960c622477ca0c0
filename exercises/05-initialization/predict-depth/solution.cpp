#include <string>

const std::string he = "about 1";
const std::string half_of_it = "about a millionth";
const std::string twice_of_it = "about a million";

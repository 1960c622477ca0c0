#include <string>

const double corrected = 1;
const double uncorrected = 3;
const std::string momentum = "about 10";

#include <string>

const std::string aside = "a third";
const std::string corner = "a seventh";
const std::string larger = "less than a half";

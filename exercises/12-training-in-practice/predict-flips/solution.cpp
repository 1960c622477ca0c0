#include <string>

const std::string rising_mirrored = "falling";
const std::string along_mirrored = "along";
const std::string across_turned = "along";
const std::string falling_turned_twice = "falling";

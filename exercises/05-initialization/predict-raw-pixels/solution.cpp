#include <string>

const std::string raw = "about 150";
const std::string centred = "about 75";
const std::string ten_layers = "about 150";

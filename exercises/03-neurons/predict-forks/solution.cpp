#include <string>

const std::string square = "6";
const std::string doubled = "1024";
const std::string beaten = "0";

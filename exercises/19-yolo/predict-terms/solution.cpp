#include <string>

const std::string empty = "0";
const std::string wanted = "0";
const std::string beside = "is punished";

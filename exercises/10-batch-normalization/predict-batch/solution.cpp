#include <string>

const std::string output = "always -1 and 1";
const std::string gradient = "nothing";
const std::string stretched = "nothing changes";

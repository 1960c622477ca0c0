#include <string>

const double side = 7;
const double share = 0.55;
const std::string products = "the same";

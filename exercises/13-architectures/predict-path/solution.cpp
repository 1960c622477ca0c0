#include <string>

const std::string plain = "a billionth";
const std::string residual = "longer";
const std::string zero = "exactly that at the top";

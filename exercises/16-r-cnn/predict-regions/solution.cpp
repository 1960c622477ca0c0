#include <string>

const std::string larger_k = "fewer";
const std::string doubled = "the same";
const std::string zero = "hundreds";

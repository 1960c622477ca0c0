#include <string>

const std::string descent = "1000 times";
const std::string momentum = "1000 times";
const std::string adagrad = "the same";
const std::string adam = "the same";

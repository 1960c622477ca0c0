#include <string>

const std::string accuracy = "stays";
const std::string loss = "rises";
const std::string loss_of_small_weights = "rises";

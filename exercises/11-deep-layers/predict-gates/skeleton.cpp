#include <string>

// Predict, then run. A number goes through fifty highway layers, y = t h + (1 - t) x, whose
// gates all stay as they begin, t = 1 / (1 + exp(-bias)). How much of the number itself is left
// at the end? Choose from "less than a hundredth", "about a third" and "nearly all".

// With biases of -2, so that t is 0.12:
const std::string minus_two = "";

// With biases of -4, t = 0.018:
const std::string minus_four = "";

// With biases of -8, t = 0.00034:
const std::string minus_eight = "";

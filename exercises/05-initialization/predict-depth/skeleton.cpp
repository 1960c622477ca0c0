#include <string>

// Predict, then run. Twenty layers of 200 ReLUs, inputs of size 1 (root mean square). How large
// are the activations at the end? Choose from "about a millionth", "about a half", "about 1",
// "about 2" and "about a million".

// With He's weights, of variance 2 / 200:
const std::string he = "";

// With half of their standard deviation:
const std::string half_of_it = "";

// With twice their standard deviation:
const std::string twice_of_it = "";

#include <string>

// Predict, then run. A true box is 40 pixels wide and high; what is the intersection over union
// of it and a found one? Choose from "two thirds", "a half", "less than a half", "a third", "a
// quarter" and "a seventh".

// The found box has its size, and lies 20 pixels to the right:
const std::string aside = "";

// It has its size, and lies 20 pixels to the right and 20 pixels further down:
const std::string corner = "";

// It has the same centre, and is 60 pixels wide and high:
const std::string larger = "";

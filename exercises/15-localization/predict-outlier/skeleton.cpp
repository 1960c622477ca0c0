#include <string>

// Predict, then run. A head that can answer only one number learns from a hundred true numbers:
// 99 of them are 0, and one, a slip, is 100. Which answer has the lowest loss? Choose from "0",
// "0.01", "1", "50" and "100".

// With squared differences:
const std::string squares = "";

// With absolute differences:
const std::string absolute = "";

// With smooth L1, beta 1:
const std::string smooth = "";

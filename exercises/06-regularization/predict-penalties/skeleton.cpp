#include <string>

// Predict, then run. Two weights, 3 and 0.1, and no data: only a penalty pulls, for a hundred
// steps at a rate of 0.1 and with a strength of 0.1. What becomes of the ratio of the large
// weight to the small one? "stays", "grows" or "falls".

// With L2:
const std::string l2 = "";

// With L1:
const std::string l1 = "";

// With max-norm instead, at length 1:
const std::string max_norm = "";

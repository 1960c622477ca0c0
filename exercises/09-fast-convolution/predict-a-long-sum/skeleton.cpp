#include <string>

// Predict, then run. A sum of forty million ones in single precision (float), 24 bits of
// digits.

// Added one after the other to one sum, they give "40 million", "about 17 million" or
// "infinity":
const std::string in_a_row = "";

// Added in blocks of a thousand, and the blocks' sums then to each other: "40 million", "about
// 17 million" or "infinity":
const std::string in_blocks = "";

// A million random numbers between 0 and 1 instead, forwards and backwards. Do both orders give
// the same bits, "yes" or "no"?
const std::string same_bits = "";

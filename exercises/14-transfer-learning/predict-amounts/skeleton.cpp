#include <string>

// Predict, then run. Examples have 60 numbers. A network learnt on another task gives 3 codes
// of them. A linear classifier is trained on the 60 numbers, or on the 3 codes.

// The new classes depend on the 3 codes (near). 20 examples. Which one is ahead? "codes",
// "numbers" or "about equal", within 3 points in 100:
const std::string few_near = "";

// The same with 5000 examples:
const std::string many_near = "";

// The new classes depend on other things than the codes (far). 5000 examples:
const std::string many_far = "";

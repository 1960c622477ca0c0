#include <string>

// Predict, then run. All stages of a network are frozen (their learning rates are 0); the head
// is not. One step of training is taken, on one batch.

// Which of the stages run backward? "all", "the last" or "none":
const std::string backward = "";

// Do the frozen stages' running means, of their batch normalizations, change? "yes" or "no":
const std::string statistics = "";

// The memory that forward keeps for backward, compared with a network that learns whole? "the
// same", "about a half" or "less than a tenth":
const std::string memory = "";

#include <string>

// Predict, then run. Somebody counts the loss in another unit: it, and so every gradient, is a
// thousand times as large. All settings stay as they were. What becomes of twenty steps along a
// slope that is always 1? "the same", "30 times" or "1000 times" as far.

// With plain gradient descent:
const std::string descent = "";

// With momentum 0.9:
const std::string momentum = "";

// With Adagrad:
const std::string adagrad = "";

// With Adam:
const std::string adam = "";

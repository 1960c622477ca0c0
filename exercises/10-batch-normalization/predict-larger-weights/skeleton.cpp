#include <string>

// Predict, then run. A dense layer with a bias, batch normalization behind it, and a loss. All
// weights of the dense layer, and its bias, are made ten times as large.

// What becomes of the normalized output? "the same", "ten times" or "a tenth":
const std::string output = "";

// What becomes of the loss's gradient by these weights? "the same", "ten times" or "a tenth":
const std::string by_weights = "";

// And how large is the gradient by the dense layer's bias? "zero", "as usual" or "ten times as
// large":
const std::string by_bias = "";

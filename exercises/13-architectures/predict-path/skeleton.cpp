#include <string>

// Predict, then run. Thirty linear layers in a row; each one's matrix is random, and makes what
// goes through it about half as long, forward and back.

// Plain layers, y = W x. The gradient at the bottom, compared with that at the top? "as long",
// "a thousandth" or "a billionth":
const std::string plain = "";

// Residual layers, y = x + W x. The gradient at the bottom? "a billionth", "longer" or "as
// long":
const std::string residual = "";

// Residual layers before anything is learnt, with W = 0 everywhere. The gradient at the bottom?
// "nothing", "exactly that at the top" or "random":
const std::string zero = "";

#include <string>

// Predict, then run. Three graphs of gates, each with one input x, which they use more than
// once. What is dy/dx?

// y = x * x, one gate, at x = 3: "3", "6" or "9"?
const std::string square = "";

// Ten gates, each of which adds the value before it to itself: v = x + x, then v + v, and so
// on. "2", "20" or "1024"?
const std::string doubled = "";

// y = max(x * x, 8) at x = 2: "0", "4" or "8"?
const std::string beaten = "";

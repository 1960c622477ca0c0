#include <string>

// Predict, then run. A feature (one number an example) is normalized over a batch of two
// examples, with a tiny epsilon.

// What comes out, of any two different numbers, the smaller first? "always -1 and 1", "always 0
// and 1" or "depends on the numbers":
const std::string output = "";

// How much of the gradient reaches the feature? "nothing", "a half" or "as much as with more":
const std::string gradient = "";

// With a batch of 50 now: all numbers times ten. The outputs? "nothing changes", "ten times as
// large" or "a tenth":
const std::string stretched = "";

#include <string>

// Predict, then run. float16 has 5 bits of exponent and 10 of fraction, bfloat16 has 8 and 7.

// How many megabytes (millions of bytes) do AlexNet's 61.1 million weights take in float16?
const double megabytes = 0;

// What does bfloat16 make of 1.003? Choose from "1", "1.003" and "1.0078125".
const std::string rounded = "";

// And what does float16 make of 70000? Choose from "70000", "65504" and "infinity".
const std::string large = "";

// A weight of 1 in bfloat16 is to be moved by steps of 0.001, each rounded at once. Where is it
// after a hundred steps? Choose from "1", "1.1" and "in between".
const std::string moved = "";

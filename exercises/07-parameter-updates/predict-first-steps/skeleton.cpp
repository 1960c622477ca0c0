#include <string>

// Predict, then run. A gradient that is 2 at every step, and a rate of 1.

// How long is Adam's very first step, with the correction? (0.9, 0.999.)
const double corrected = 0;

// And without it? Look at the first two means: a tenth of the gradient, a thousandth of its
// square.
const double uncorrected = 0;

// With momentum 0.9 instead, how many times as long is a step in the end as the first one?
// Choose from "about 2", "about 10" and "about 100".
const std::string momentum = "";

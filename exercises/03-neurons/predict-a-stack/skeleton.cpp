#include <string>

// Predict, then run. Ten layers of 60 sigmoids, with weights of variance 1/60, so that a
// product with them keeps the size of what goes in. A gradient of size 1 starts at the top.

// How much of it arrives at the lowest layer's input, about: "a half", "a thousandth" or "a
// millionth"?
const std::string left_of_it = "";

// With weights 40 times as large: are "few" or "most" units saturated (less than a hundredth of
// the steepest slope)?
const std::string saturated_units = "";

// With tanh instead of sigmoids and the first weights again, does "much less", "about the same"
// or "much more" arrive?
const std::string tanh_instead = "";

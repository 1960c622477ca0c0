#include <string>

// Predict, then run. A perfect network has one weakness: it gives one class for each block of 8
// x 8 pixels, the block's most frequent one. The image has 64 x 64 pixels.

// How much of a disc of radius 20 in its middle is then correct? Choose from "nearly all" (more
// than 0.9 IoU), "some" (0.5 to 0.9) and "hardly any" (less than 0.5).
const std::string disc = "";

// Of a pole that is 2 pixels wide and 60 high?
const std::string pole = "";

// Of the same pole if a block had 2 x 2 pixels and the pole began at an even column?
const std::string pole_finely = "";

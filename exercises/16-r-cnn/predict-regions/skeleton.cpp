#include <string>

// Predict, then run. An image of coloured discs with a little noise is divided by graph-based
// segmentation, without smoothing, and without joining small regions afterwards.

// k becomes ten times as large. The regions become "fewer", "more" or "as many":
const std::string larger_k = "";

// All colours' distances are doubled, and k too. The regions are "the same", "fewer" or "more":
const std::string doubled = "";

// k = 0. An image of 1,200 pixels has "a region a disc", "about ten" or "hundreds" of regions:
const std::string zero = "";

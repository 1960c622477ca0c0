#include <string>

// Predict, then run. RoI max pooling with a grid of 4 x 4 cells, on features of stride 16.

// A region of 2 x 2 places. What comes out? "some cells are 0", "numbers repeat" or "an error":
const std::string small = "";

// A region of exactly 4 x 4 places. "the region itself", "the region blurred" or "its greatest
// number, 16 times":
const std::string equal = "";

// That region again, moved 3 pixels to the right. "nothing changes", "all numbers change a
// little" or "all numbers change":
const std::string shifted = "";

#include <string>

// Predict, then run. Square windows of one size stand on a grid, each half its side from the
// next, to the right and downwards. An object is a square of the windows' size, anywhere. The
// worst place for it is half way between windows.

// It lies between two windows of one row, at their height. The better one covers it with an IoU
// of "1/2", "3/5" or "3/4":
const std::string in_a_row = "";

// It lies between four windows. The best one's IoU is "at least 0.5" or "below 0.5":
const std::string between_four = "";

// The object is now twice as wide and twice as high as the windows. The best IoU is "1/2",
// "1/4" or "1/8":
const std::string larger = "";

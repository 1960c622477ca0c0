#include <string>

// Predict, then run. A network for 7 x 7 cells, 2 boxes a cell, 20 classes.

// With 14 x 14 cells its output has "as many", "twice" or "four times" as many numbers:
const std::string finer = "";

// 2 boxes become 4. Its output grows "by less than a half", "twice" or "four times":
const std::string more_boxes = "";

// Two objects of different classes have their centres in one cell. The cell learns "both",
// since it has two boxes, or "one of them":
const std::string same_cell = "";

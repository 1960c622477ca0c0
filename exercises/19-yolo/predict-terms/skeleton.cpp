#include <string>

// Predict, then run. One image, YOLO's loss with its usual weights; all numbers that the
// network gives are 0 at first.

// There is no object in the image. The loss is "0" or "above 0":
const std::string empty = "";

// There is one object; no box overlaps it. As confidence of the responsible box is wanted "0"
// or "1":
const std::string wanted = "";

// A box of a cell beside the object's has the confidence 0.9 and fits the object perfectly. It
// "is punished", "is not counted" or "is rewarded":
const std::string beside = "";

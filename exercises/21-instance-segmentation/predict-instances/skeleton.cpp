// Predict, then run. Of two objects of one class the less sure one is suppressed if their IoU
// is above one half. Which IoU keeps both of them: that of "boxes", of "masks", of "both", of
// "neither"?

// A ring, and a disc that fills its hole, with a radius of 0.8 of the ring's:
const char* const nested = "";

// The two diagonals of a square, as thin bars:
const char* const crossing = "";

// Two squares side by side:
const char* const side_by_side = "";

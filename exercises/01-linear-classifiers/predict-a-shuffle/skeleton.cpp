// Predict, then run. A linear classifier is trained on 300 digits and asked about 200 others;
// then both sets are changed, and it is trained anew. What becomes of the share of correct
// answers? Write "same" (within 3 %), "worse" or "guessing" (below 25 % of ten classes).

// The pixels of all images, of training and test alike, change places in one and the same way:
const char* const same_order = "";

// Every image has its pixels shuffled in a way of its own:
const char* const own_orders = "";

// Every image is followed by a copy of itself, so that it has twice as many pixels:
const char* const two_templates = "";

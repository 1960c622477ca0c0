// Predict, then run. A hundred units give 1 each, and the next layer adds them up. Now inverted
// dropout comes between, with a probability of 1/2 to keep.

// The mean of the sum over many masks, about:
const double mean_of_sum = 0;

// Its standard deviation, about:
const double spread_of_sum = 0;

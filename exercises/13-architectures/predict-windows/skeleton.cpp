#include <string>

// Predict, then run. All convolutions here take 64 channels to 64 channels, without biases.

// Three 3 x 3 convolutions, one after the other: how many pixels a side does one output see?
const double side = 0;

// The weights of those three, divided by the weights of one convolution that sees as much:
const double share = 0;

// The image's sides are halved and the channels doubled. What happens to the multiply-adds of a
// 3 x 3 convolution? "a half", "the same" or "twice as many":
const std::string products = "";

#include <string>

// Predict, then run. A softmax classifier has been trained on digits. Now all its weights are
// multiplied by 10. What happens on digits that it has not seen? Write "rises", "stays" or
// "falls" (nothing but noise counts as "stays").

// The share of digits that it gets right:
const std::string accuracy = "";

// The mean softmax loss:
const std::string loss = "";

// And if the weights are multiplied by 1/10 instead, the mean softmax loss:
const std::string loss_of_small_weights = "";

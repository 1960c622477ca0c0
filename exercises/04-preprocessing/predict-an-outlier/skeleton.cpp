#include <string>

// Predict, then run. A feature is a standard Gaussian number for 999 examples. The last one was
// typed in wrongly: it is 1000.

// Standardized, how large is the deviation of the other 999? "about 1", "about 0.03" or "about
// 0.001":
const std::string standardized = "";

// And how large is the odd one? "about 1", "about 30" or "about 1000":
const std::string odd_one = "";

// Scaled to -1 ... 1 instead: where do the other 999 lie? "all over", "around 0" or "close to
// -1":
const std::string scaled = "";

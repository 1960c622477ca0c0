#include <string>

// Predict, then run. A layer's weights have variance 1 / n for its n = 400 inputs. The inputs
// are pixels as they come from a file: whole numbers from 0 to 255, each as likely as any
// other.

// How large is the standard deviation of the layer's sums? "about 1", "about 75" or "about
// 150":
const std::string raw = "";

// The mean pixel, 127.5, is taken away first. Now it is "about 1", "about 75" or "about 150":
const std::string centred = "";

// The raw pixels go through ten layers of 400 ReLUs with He's weights. The size of what comes
// out (root mean square) is "about 1", "about 150" or "a million":
const std::string ten_layers = "";

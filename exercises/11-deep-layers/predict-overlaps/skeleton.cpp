#include <string>

// Predict, then run. A transposed convolution of one channel gets an image of ones. All its
// weights are 1, so a pixel of its output counts the filters that reach it. Look away from the
// border. Choose from "even" (all counts are the same) and "uneven".

// A kernel of 4 x 4 with stride 2:
const std::string four_by_two = "";

// 3 x 3 with stride 2:
const std::string three_by_two = "";

// 6 x 6 with stride 4:
const std::string six_by_four = "";

// And how many filters reach the pixels that most of them reach, for 5 x 5 with stride 2?
const int most_of_five_by_two = 0;

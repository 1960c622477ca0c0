#include <string>

// Predict, then run. A machine does ten operations in the time in which one byte arrives from
// memory. Every number has four bytes; a multiply-add is two operations; each number of a
// problem is fetched or stored once. What does the machine wait for? "memory" or "arithmetic".

// A matrix of 1000 x 1000 times a vector:
const std::string matrix_vector = "";

// The same matrix times a matrix of 1000 x 1000:
const std::string matrix_matrix = "";

// A 3x3 convolution of 64 channels to 64 filters, 56 x 56 pixels, padding 1:
const std::string convolution = "";

// A ReLU of a million numbers, one operation each:
const std::string relu = "";

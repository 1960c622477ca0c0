#include <string>

const std::string matrix_vector = "memory";
const std::string matrix_matrix = "arithmetic";
const std::string convolution = "arithmetic";
const std::string relu = "memory";

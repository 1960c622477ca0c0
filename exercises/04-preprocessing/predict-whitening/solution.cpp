#include <string>

const std::string variance_of_training = "about 1";
const std::string variance_of_new = "above 1000";
const std::string with_a_larger_constant = "about 1";

#include <string>

const std::string few_near = "codes";
const std::string many_near = "about equal";
const std::string many_far = "numbers";

#include <string>

const std::string finer = "four times";
const std::string more_boxes = "by less than a half";
const std::string same_cell = "one of them";

#include <string>

const double pixel_accuracy = 0.9;
const double mean_accuracy = 1.0 / 3;
const double mean_iou = 0.3;
const std::string gains_most = "mean IoU";

#include <string>

// Predict, then run. In an image of 100 pixels, 90 are ground, 8 are a wall and 2 are a pole. A
// network answers "ground" everywhere.

// Its pixel accuracy, as a share:
const double pixel_accuracy = 0;

// Its mean accuracy over the three classes:
const double mean_accuracy = 0;

// Its mean IoU:
const double mean_iou = 0;

// If it finds one of the two pole pixels as well, which measure gains most? Choose from "pixel
// accuracy", "mean accuracy" and "mean IoU".
const std::string gains_most = "";

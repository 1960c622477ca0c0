// Predict, then run. Write numbers; within a factor of 1.5 counts as correct.

// R-CNN warps 2000 regions to 224 x 224 pixels each; Fast R-CNN sees one image of 600 x 1000.
// How many times as many multiply-adds does R-CNN's trunk compute?
const double pixels = 0;

// 2000 regions, each half as wide and half as high as the image. How many of them hold a pixel,
// on average?
const double overlap = 0;

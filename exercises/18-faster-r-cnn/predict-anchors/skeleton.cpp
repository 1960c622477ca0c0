// Predict, then count. An image of 640 x 480 pixels, features with a place every 16 pixels,
// nine anchors at every place (sizes 64, 128, 256; ratios 1/2, 1, 2).

// How many anchors are there?
const double anchors_of_a_map = 0;

// Five objects of 128 x 128 lie in the image. Which share of the anchors has an IoU of at least
// 0.7 with one of them? (0.3, 0.01, say; a factor of three is near enough.)
const double share_of_objects = 0;

// An object of 16 x 16 lies in the middle of an anchor of 64 x 64. Their IoU?
const double small_objects = 0;

// Predict, then count. A layer of 64 filters of 3 x 3 sees 64 channels of 56 x 56 pixels, with
// padding 1 and stride 1. How many times as many has it (2, or 0.5, say) ...

// ... weights, if the picture is 112 x 112?
const double weights_of_larger_picture = 0;

// ... multiply-adds, if the picture is 112 x 112?
const double work_of_larger_picture = 0;

// ... weights, if there are 128 channels and 128 filters?
const double weights_of_more_channels = 0;

// ... multiply-adds, if the stride is 2?
const double work_of_stride = 0;

const double weights_of_larger_picture = 1;

const double work_of_larger_picture = 4;

const double weights_of_more_channels = 4;

const double work_of_stride = 0.25;

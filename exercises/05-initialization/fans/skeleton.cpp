// How many terms one output of a convolution sums up, and in how many products one input occurs
// (away from the border, with stride 1). A dense layer is the case of a kernel of 1 and one
// group.
//   The kernel is kernel x kernel. With `groups`, channels and filters are divided into as many
//   parts of equal size, and a filter sees the channels of its own part only.
int fan_in(int channels, int filters, int kernel, int groups) {
  // Your code here.
  return 0;
}

int fan_out(int channels, int filters, int kernel, int groups) {
  // Your code here.
  return 0;
}

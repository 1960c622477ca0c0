// The height that a transposed convolution gives for an input of `height` rows (at least 1),
// with a kernel of `kernel` rows, a stride, padding on both sides of the *output*, and a
// remainder.
//   A height of 0 or less is impossible: return 0 then.
int transposed_size(int height, int kernel, int stride, int padding, int remainder) {
  // Your code here.
  return 0;
}

// How many heights a convolution with this stride leads to one and the same height.
int heights_that_meet(int stride) {
  // Your code here.
  return 0;
}

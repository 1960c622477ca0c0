#include <cmath>

// The learning rate at step 0, 1, 2, ... of a training. It rises evenly over the first warm_up
// steps: step 0 has rate / warm_up, the last of them the whole rate. From step warm_up on it
// falls as half a cosine, from the whole rate at step warm_up to 0 at step `steps`.
double learning_rate(int step, double rate, int warm_up, int steps) {
  // Your code here.
  return 0;
}

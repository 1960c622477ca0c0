#include <vector>

// The weights of an Inception module, biases left out.
//   channels go in. row is a row of the paper's table: filters of 1 x 1, of the 1 x 1 before
//   the 3 x 3, of the 3 x 3, of the 1 x 1 before the 5 x 5, of the 5 x 5, and of the 1 x 1
//   behind the max pool.
std::size_t inception_weights(std::size_t channels, const std::vector<std::size_t>& row) {
  // Your code here.
  return 0;
}

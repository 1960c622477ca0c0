#include <vector>

std::size_t inception_weights(std::size_t channels, const std::vector<std::size_t>& row) {
  const std::size_t ones = channels * row[0];
  const std::size_t threes = channels * row[1] + 9 * row[1] * row[2];
  const std::size_t fives = channels * row[3] + 25 * row[3] * row[4];
  const std::size_t pooled = channels * row[5];
  return ones + threes + fives + pooled;
}

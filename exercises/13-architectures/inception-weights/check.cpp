#include "checking/checking.hpp"
#include "dln/models/googlenet.hpp"

using Row = std::vector<std::size_t>;

// The library's module, counted.
std::size_t counted(std::size_t channels, const Row& row) {
  dln::Weights<float> weights(dln::constant<float>(0), dln::Random(1));
  dln::Sequential<float> network;
  dln::Stack<float> stack(network, channels, weights);
  dln::add_inception(stack, {"", row[0], row[1], row[2], row[3], row[4], row[5]}, 5, weights);
  std::size_t count = 0;
  for (const auto& [path, parameter] : network.parameters())
    if (parameter->kind == dln::ParameterKind::weight) count += parameter->value.size();
  return count;
}

void check(std::size_t inception_weights(std::size_t, const Row&)) {
  const auto ask = [&](const std::string& words, std::size_t channels, const Row& row) {
    exercise::question("inception_weights(channels, row)", inception_weights)
        .given("channels, row", words)(channels, row)
        .is(counted(channels, row));
  };
  ask("192, (64, 96, 128, 16, 32, 32)", 192, {64, 96, 128, 16, 32, 32});
  ask("832, (384, 192, 384, 48, 128, 128)", 832, {384, 192, 384, 48, 128, 128});
  ask("7, (1, 2, 3, 5, 11, 13)", 7, {1, 2, 3, 5, 11, 13});
  ask("1, (1, 1, 1, 1, 1, 1)", 1, {1, 1, 1, 1, 1, 1});
}

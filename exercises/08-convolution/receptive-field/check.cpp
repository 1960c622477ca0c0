#include "checking/checking.hpp"
#include "dln/conv/geometry.hpp"

using Layers = std::vector<dln::conv::Window>;

void check(std::size_t receptive_field(const Layers&)) {
  const auto ask = [&](const std::string& words, const Layers& layers) {
    exercise::question("receptive_field(layers)", receptive_field)
        .given("layers", words)(layers)
        .is(dln::conv::receptive_field(layers));
  };
  // A layer is {kernel, stride, dilation}.
  ask("one of 3", {{3, 1, 1}});
  ask("three of 3", {{3, 1, 1}, {3, 1, 1}, {3, 1, 1}});
  ask("one of 3 with dilation 2", {{3, 1, 2}});
  ask("5 with stride 2, then 4 with stride 3", {{5, 2, 1}, {4, 3, 1}});
  ask("three of 3 with stride 2", {{3, 2, 1}, {3, 2, 1}, {3, 2, 1}});
  ask("3 with stride 3 and dilation 2, then 4 with dilation 5", {{3, 3, 2}, {4, 1, 5}});
  ask("7 with stride 2, 3 with stride 3, 3 with dilation 4, 3 with stride 2",
      {{7, 2, 1}, {3, 3, 1}, {3, 1, 4}, {3, 2, 1}});
  ask("1 with stride 4, 6 with stride 2 and dilation 3, 2 with stride 5, 5 with dilation 2",
      {{1, 4, 1}, {6, 2, 3}, {2, 5, 1}, {5, 1, 2}});
  ask("none at all", {});
}

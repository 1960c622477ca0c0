#include <vector>

#include "dln/conv/geometry.hpp"

// How many pixels of the input, on one axis, one output of a stack of layers can see.
//   Each layer, from the input to the output, has a .kernel, a .stride and a .dilation (how far
//   apart the kernel's pixels lie; 1 is side by side). Begin with a field of 1 pixel and a jump
//   of 1: neighbours lie 1 input pixel apart. Each layer then
//     widens the field by (kernel - 1) * dilation * jump, and
//     multiplies the jump by its stride, for the layers after it.
std::size_t receptive_field(const std::vector<dln::conv::Window>& layers) {
  // Your code here.
  return 0;
}

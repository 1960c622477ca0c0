#include <vector>

#include "dln/conv/geometry.hpp"

std::size_t receptive_field(const std::vector<dln::conv::Window>& layers) {
  std::size_t field = 1, jump = 1;
  for (const dln::conv::Window& layer : layers) {
    field += (layer.kernel - 1) * layer.dilation * jump;
    jump *= layer.stride * layer.dilation;
  }
  return field;
}

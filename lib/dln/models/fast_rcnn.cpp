#include "dln/models/fast_rcnn.hpp"

#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/relu.hpp"
#include "dln/models/two_stage.hpp"

namespace dln {

template <typename T>
void add_region_layers(RegionLayers<T>& layers, std::size_t classes, const Random& random) {
  constexpr std::size_t units = 128;
  std::size_t channels = 3;
  for (const std::size_t filters : {16, 32, 64, 64}) {
    const std::size_t number = layers.trunk.parts().size();
    add_convolution_block(layers.trunk, channels, filters, random.split(number));
    if (filters < 64) layers.trunk.template add<MaxPool2d<T>>();
    channels = filters;
  }
  constexpr std::size_t cells = RegionLayers<T>::cells;
  layers.body.template add<Flatten<T>>();
  layers.body.template add<Dense<T>>(channels * cells * cells, units, he<T>(),
                                     random.split(20));
  layers.body.template add<ReLU<T>>();
  const Initializer<T> small = gaussian<T>(0.01);
  layers.class_head.template add<Dense<T>>(units, classes + 1, small, random.split(21));
  layers.box_head.template add<Dense<T>>(units, 4 * classes, small, random.split(22));
}

RegionRules fast_rcnn_rules() {
  RegionRules rules;
  rules.sample = 64;
  rules.object_share = 0.25;  // as in the paper
  rules.min_score = 0.05;
  rules.suppression = 0.3;
  return rules;
}

template void add_region_layers(RegionLayers<float>&, std::size_t, const Random&);
template void add_region_layers(RegionLayers<double>&, std::size_t, const Random&);

}  // namespace dln

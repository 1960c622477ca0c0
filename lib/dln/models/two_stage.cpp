#include "dln/models/two_stage.hpp"

#include "dln/layers/batch_norm.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/relu.hpp"

namespace dln {

template <typename T>
void add_convolution_block(Sequential<T>& part, std::size_t from, std::size_t to,
                           const Random& random) {
  part.template add<Conv2d<T>>(conv::square(from, to, 0, 3, 1, 1), he<T>(), random);
  part.template add<BatchNorm<T>>(to);
  part.template add<ReLU<T>>();
}

template <typename T>
void add_stages(TwoStageNetwork<T>& network, std::size_t features, const TwoStageRules& rules,
                const Random& random) {
  const std::size_t anchors = anchors_of_a_place(rules.proposals.anchors).size();
  constexpr std::size_t hidden = 96;
  const Initializer<T> small = gaussian<T>(0.01);
  // [Ask at every place: is there something, and where exactly?]
  add_convolution_block(network.neighbourhood, features, features, random.split(5));
  network.objectness.template add<Conv2d<T>>(conv::square(features, anchors, 0, 1), small,
                                             random.split(6));
  network.anchor_offsets.template add<Conv2d<T>>(conv::square(features, 4 * anchors, 0, 1),
                                                 small, random.split(7));
  // [Ask at every place: is there something, and where exactly?]
  network.head.template add<Flatten<T>>();
  network.head.template add<Dense<T>>(features * rules.cells * rules.cells, hidden, he<T>(),
                                      random.split(8));
  network.head.template add<ReLU<T>>();
  network.classes.template add<Dense<T>>(hidden, rules.classes + 1, small, random.split(9));
  network.region_offsets.template add<Dense<T>>(hidden, 4 * rules.classes, small,
                                                random.split(10));
}

TwoStageRules two_stage_rules(std::size_t classes, bool photographs) {
  TwoStageRules rules;
  rules.classes = classes;
  rules.proposals.anchors = photographs ? AnchorShapes{{20, 48, 90}, {0.75, 1, 1.33}}
                                        : AnchorShapes{{18, 28, 44}, {0.6, 1, 1.67}};
  rules.proposals.sample = photographs ? 128 : 64;
  rules.proposals.max_proposals = photographs ? 150 : 40;
  // Small objects have few anchors: they must not lose their place to the many of large ones.
  rules.proposals.max_scored = photographs ? 2000 : 400;
  rules.regions.sample = photographs ? 48 : 24;
  return rules;
}

template <typename T>
void build_two_stage(TwoStageNetwork<T>& network, const TwoStageRules& rules,
                     const Random& random) {
  constexpr std::size_t features = 64;
  add_convolution_block(network.trunk, 3, 16, random.split(0));
  network.trunk.template add<MaxPool2d<T>>();
  add_convolution_block(network.trunk, 16, 32, random.split(1));
  network.trunk.template add<MaxPool2d<T>>();
  add_convolution_block(network.trunk, 32, features, random.split(2));
  network.trunk.template add<MaxPool2d<T>>();
  add_convolution_block(network.trunk, features, features, random.split(3));
  add_convolution_block(network.trunk, features, features, random.split(4));
  add_stages(network, features, rules, random);
}

#define DLN_INSTANTIATE(T)                                                         \
  template void add_convolution_block(Sequential<T>&, std::size_t, std::size_t,    \
                                      const Random&);                              \
  template void add_stages(TwoStageNetwork<T>&, std::size_t, const TwoStageRules&, \
                           const Random&);                                         \
  template void build_two_stage(TwoStageNetwork<T>&, const TwoStageRules&, const Random&);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln

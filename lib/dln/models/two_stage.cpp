#include "dln/models/two_stage.hpp"

#include "dln/layers/batch_norm.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
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

#define DLN_INSTANTIATE(T)                                                         \
  template void add_convolution_block(Sequential<T>&, std::size_t, std::size_t,    \
                                      const Random&);                              \
  template void add_stages(TwoStageNetwork<T>&, std::size_t, const TwoStageRules&, \
                           const Random&);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln

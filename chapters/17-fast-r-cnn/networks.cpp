#include "dln/data/augmentation.hpp"
#include "dln/layers/batch_norm.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/relu.hpp"
#include "dln/train/prediction.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Random;
using dln::Tensor;

namespace {

constexpr std::size_t cells = 4;  // of the grid on a region, along each side

}  // namespace

dln::RegionNetwork<float> Detector::network() {
  return {trunk, body, class_head, box_head, {cells, cells, stride}, pooling};
}

void build(Detector& detector, const Data& data, const Random& random) {
  const std::vector<std::size_t> filters = {16, 32, 64, 64};
  std::size_t channels = 3, height = data.height(), width = data.width();
  for (std::size_t l = 0; l < filters.size(); ++l) {
    dln::conv::Geometry geometry = dln::conv::square(channels, filters[l], 0, 3, 1, 1);
    geometry.height = height;
    geometry.width = width;
    detector.trunk.add<dln::Conv2d<float>>(geometry, dln::he<float>(), random.split(l));
    detector.trunk.add<dln::BatchNorm<float>>(filters[l]);
    detector.trunk.add<dln::ReLU<float>>();
    channels = filters[l];
    if (l > 1) continue;
    detector.trunk.add<dln::MaxPool2d<float>>();
    height /= 2;
    width /= 2;
  }
  const std::size_t units = 128;
  detector.body.add<dln::Flatten<float>>();
  detector.body.add<dln::Dense<float>>(channels * cells * cells, units, dln::he<float>(),
                                       random.split(20));
  detector.body.add<dln::ReLU<float>>();
  const dln::Initializer<float> small = dln::gaussian<float>(0.01);
  detector.class_head.add<dln::Dense<float>>(units, data.classes() + 1, small,
                                             random.split(21));
  detector.box_head.add<dln::Dense<float>>(units, 4 * data.classes(), small, random.split(22));
}

dln::RegionRules rules() {
  dln::RegionRules rules;
  rules.sample = 64;
  rules.object_share = 0.25;  // as in the paper
  rules.min_score = 0.05;
  rules.suppression = 0.3;
  return rules;
}

dln::RegionBatch<float> draw_regions(const Split& split, const arma::uvec& images,
                                     std::size_t classes, dln::Random& random) {
  std::vector<dln::Scene> scenes;
  std::vector<dln::Objects> objects;
  Proposals proposals;
  for (const arma::uword index : images) {
    scenes.push_back(dln::augmented(split.scenes.scenes[index], {.flip = true, .colour = 0.1},
                                    random.split(index)));
    objects.push_back(scenes.back().objects);
    proposals.push_back(split.proposals[index]);
  }
  // [Draw regions of a few images, a quarter of them objects]
  return {dln::to_tensor<float>(scenes),
          dln::region_targets<float>(proposals, objects, classes, rules(), random.split(1))};
  // [Draw regions of a few images, a quarter of them objects]
}

std::vector<dln::Detections> detect(Detector& detector, const Split& split) {
  const dln::RegionNetwork<float> network = detector.network();
  std::vector<dln::Detections> found;
  for (std::size_t n = 0; n < split.scenes.size(); ++n) {
    const dln::Image8& image = split.scenes.scenes[n].image;
    const auto one = dln::to_tensor<float>(std::span(&split.scenes.scenes[n], 1));
    std::vector<dln::Region> regions;
    for (const dln::Box& box : split.proposals[n]) regions.push_back({0, box});
    // [See the image once and all its regions together]
    const Tensor<float> features = dln::predict(detector.trunk, one);
    const auto said = dln::answers(network, features, regions);
    // [See the image once and all its regions together]
    found.push_back(dln::region_detections(regions, 1, said.scores, said.offsets, image.height,
                                           image.width, rules())
                        .front());
    dln::program::stop_if_interrupted();
  }
  return found;
}

}  // namespace chapter

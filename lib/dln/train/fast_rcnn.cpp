#include "dln/train/fast_rcnn.hpp"

#include <fmt/format.h>

#include <memory>

#include "dln/core/error.hpp"
#include "dln/losses/smooth_l1.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/train/prediction.hpp"
#include "dln/vision/roi_align.hpp"
#include "dln/vision/roi_max_pool.hpp"

namespace dln {
namespace {

/** The pooling layer for the regions of one batch. */
template <typename T>
std::unique_ptr<Layer<T>> pooling_of(const RegionNetwork<T>& network,
                                     const std::vector<Region>& regions) {
  if (network.pooling == RegionPooling::max)
    return std::make_unique<RoiMaxPool<T>>(regions, network.grid);
  return std::make_unique<RoiAlign<T>>(regions, network.grid);
}

void check_proposals(const ProposedScenes& scenes) {
  if (scenes.scenes.size() != scenes.proposals.size())
    throw Error("ProposedScenes", fmt::format("proposals of {} scenes", scenes.scenes.size()),
                fmt::format("of {}", scenes.proposals.size()));
}

}  // namespace

template <typename T>
ParameterList<T> RegionNetwork<T>::parameters() const {
  ParameterList<T> all;
  append(all, "trunk", trunk.parameters());
  append(all, "body", body.parameters());
  append(all, "class", class_head.parameters());
  append(all, "box", box_head.parameters());
  return all;
}

template <typename T>
RegionAnswers<T> answers(const RegionNetwork<T>& network, const Tensor<T>& features,
                         const std::vector<Region>& regions) {
  Pass<T> pass(Mode::test, Random(1), Keep::nothing);
  const Tensor<T> seen =
      network.body.forward(pooling_of(network, regions)->forward(features, pass), pass);
  return {network.class_head.forward(seen, pass), network.box_head.forward(seen, pass)};
}

template <typename T>
RegionBatch<T> region_batch(const ProposedScenes& from, const arma::uvec& images,
                            const Augmentation& augmentation, const RegionRules& rules,
                            const Random& random) {
  check_proposals(from);
  std::vector<Scene> scenes;
  std::vector<Objects> objects;
  std::vector<std::vector<Box>> proposals;
  for (const arma::uword n : images) {
    const Random own = random.split(n);
    const Image8& image = from.scenes[n].image;
    scenes.push_back(augmented(from.scenes[n], augmentation, own));
    objects.push_back(scenes.back().objects);
    // [Move the proposals with their image]
    const Affine map = random_map(augmentation, image.height, image.width, own);
    for (Box& box : proposals.emplace_back(from.proposals[n]))
      box = clipped(moved(box, map), double(image.width), double(image.height));
    // [Move the proposals with their image]
  }
  // [Draw regions of a few images, a quarter of them objects]
  return {to_tensor<T>(scenes),
          region_targets<T>(proposals, objects, from.classes, rules, random.split(1))};
  // [Draw regions of a few images, a quarter of them objects]
}

template <typename T>
std::vector<Detections> detect(const RegionNetwork<T>& network, const ProposedScenes& in,
                               const RegionRules& rules) {
  check_proposals(in);
  std::vector<Detections> found;
  for (std::size_t n = 0; n < in.scenes.size(); ++n) {
    const auto one = to_tensor<T>(in.scenes.subspan(n, 1));
    std::vector<Region> regions;
    for (const Box& box : in.proposals[n]) regions.push_back({0, box});
    // [See the image once and all its regions together]
    const Tensor<T> features = predict(network.trunk, one);
    const auto said = answers(network, features, regions);
    // [See the image once and all its regions together]
    found.push_back(region_detections(regions, 1, said.scores, said.offsets, one.shape().height,
                                      one.shape().width, rules)
                        .front());
  }
  return found;
}

template <typename T>
FastRcnn<T>::FastRcnn(const RegionNetwork<T>& network, std::size_t images, Source source,
                      double box_weight, Validation validation)
    : network_(network),
      images_(images),
      source_(std::move(source)),
      box_weight_(box_weight),
      validation_(std::move(validation)) {}

template <typename T>
BatchLoss FastRcnn<T>::backpropagate(const arma::uvec& examples, Pass<T>& pass) {
  const RegionBatch<T> batch = source_(examples, pass.random());
  const auto& [regions, classes, boxes, objects] = batch.targets;
  if (regions.empty()) throw Error("FastRcnn", "at least one region", "none");
  const auto pooling = pooling_of(network_, regions);
  // [See each image once and pool its regions]
  pass.want_input_gradient(false);  // nobody learns pixels
  Tensor<T> features = network_.trunk.forward(batch.images, pass);
  pass.want_input_gradient(true);
  const Tensor<T> seen =
      network_.body.forward(pooling->forward(std::move(features), pass), pass);
  const Tensor<T> scores = network_.class_head.forward(seen, pass);
  const Tensor<T> offsets = network_.box_head.forward(seen, pass);
  // [See each image once and pool its regions]
  const SoftmaxCrossEntropy<T> softmax;
  const SmoothL1<T> smooth;
  // [Divide both terms by the number of regions]
  const double mean = 1.0 / static_cast<double>(regions.size());
  const double named = mean * softmax.value(scores, classes).sum;
  const double placed = box_weight_ * mean * smooth.value(offsets, boxes).sum;
  // [Divide both terms by the number of regions]
  // [Send both gradients back through what they share]
  Tensor<T> dseen =
      network_.box_head.backward(smooth.backward(offsets, boxes, box_weight_ * mean), pass);
  dseen += network_.class_head.backward(softmax.backward(scores, classes, mean), pass);
  Tensor<T> dfeatures = pooling->backward(network_.body.backward(std::move(dseen), pass), pass);
  pass.want_input_gradient(false);
  network_.trunk.backward(std::move(dfeatures), pass);
  // [Send both gradients back through what they share]
  return {named + placed,
          {{"class", named}, {"box", placed}},
          {{"accuracy", accuracy(classify(scores), classes)}}};
}

template <typename T>
std::vector<NamedNumber> FastRcnn<T>::validate() {
  return validation_ ? validation_() : std::vector<NamedNumber>{};
}

template struct RegionNetwork<float>;
template struct RegionNetwork<double>;
template RegionAnswers<float> answers(const RegionNetwork<float>& network,
                                      const Tensor<float>& features,
                                      const std::vector<Region>& regions);
template RegionAnswers<double> answers(const RegionNetwork<double>& network,
                                       const Tensor<double>& features,
                                       const std::vector<Region>& regions);
template RegionBatch<float> region_batch(const ProposedScenes&, const arma::uvec&,
                                         const Augmentation&, const RegionRules&,
                                         const Random&);
template RegionBatch<double> region_batch(const ProposedScenes&, const arma::uvec&,
                                          const Augmentation&, const RegionRules&,
                                          const Random&);
template std::vector<Detections> detect(const RegionNetwork<float>&, const ProposedScenes&,
                                        const RegionRules&);
template std::vector<Detections> detect(const RegionNetwork<double>&, const ProposedScenes&,
                                        const RegionRules&);
template class FastRcnn<float>;
template class FastRcnn<double>;

}  // namespace dln

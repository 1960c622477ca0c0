#include "dln/train/faster_rcnn.hpp"

#include "dln/losses/binary_cross_entropy.hpp"
#include "dln/losses/smooth_l1.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/vision/average_precision.hpp"
#include "dln/vision/region_masks.hpp"
#include "dln/vision/roi_align.hpp"

namespace dln {

namespace {

std::vector<std::vector<Box>> boxes_in(const std::vector<Detections>& found) {
  std::vector<std::vector<Box>> boxes;
  for (const Detections& detections : found) {
    boxes.emplace_back();
    for (const Detection& detection : detections) boxes.back().push_back(detection.box);
  }
  return boxes;
}

template <typename T>
RoiAlign<T> region_layer(const std::vector<Region>& regions, std::size_t cells,
                         const TwoStageRules& rules) {
  return RoiAlign<T>(regions, {cells, cells, rules.proposals.stride});
}

/** The masks of what was found, each read off the features of its own, moved box. */
template <typename T>
std::vector<std::vector<RunLengths>> masks_of(TwoStageNetwork<T>& network,
                                              const Tensor<T>& features, const Shape& images,
                                              const std::vector<Detections>& found,
                                              const TwoStageRules& rules, Pass<T>& pass) {
  // [Read a mask off the features of every box that was found]
  std::vector<Region> regions;
  std::vector<std::size_t> labels;
  for (std::size_t n = 0; n < found.size(); ++n)
    for (const Detection& detection : found[n]) {
      regions.push_back({n, detection.box});
      labels.push_back(detection.label);
    }
  std::vector<std::vector<RunLengths>> masks(found.size());
  const Tensor<T> logits = network.masks.forward(
      region_layer<T>(regions, rules.mask_cells, rules).forward(features, pass), pass);
  const std::size_t side = logits.shape().height;
  for (std::size_t r = 0; r < regions.size(); ++r)
    masks[regions[r].image].push_back(
        pasted(logits.data() + (r * rules.classes + labels[r]) * side * side, side,
               regions[r].box, images.height, images.width));
  // [Read a mask off the features of every box that was found]
  return masks;
}

/** What the masks of regions that learn objects are to be: R x classes x side x side, with
 * weights that make each region's a mean. */
template <typename T>
WeightedNumbers<T> mask_targets(const RegionTargets<T>& targets,
                                const std::vector<Scene>& scenes, const Shape& shape) {
  WeightedNumbers<T> masks{Tensor<T>(shape), Tensor<T>(shape)};
  const std::size_t pixels = shape.height * shape.width;
  for (std::size_t r = 0; r < targets.regions.size(); ++r) {
    if (targets.objects[r] == matched_background) continue;
    const Scene& scene = scenes[targets.regions[r].image];
    const std::size_t begin = (r * shape.channels + targets.classes[r]) * pixels;
    mask_within(mask_of(scene, targets.objects[r]), targets.regions[r].box, shape.height,
                masks.values.data() + begin);
    std::fill_n(masks.weights.data() + begin, pixels, T(1) / static_cast<T>(pixels));
  }
  return masks;
}

}  // namespace

template <typename T>
ParameterList<T> TwoStageNetwork<T>::parameters() {
  ParameterList<T> all;
  const auto add = [&](const std::string& name, Sequential<T>& part) {
    for (const auto& [path, parameter] : part.parameters())
      all.push_back({name + "." + path, parameter});
  };
  add("trunk", trunk);
  add("neighbourhood", neighbourhood);
  add("objectness", objectness);
  add("anchor_offsets", anchor_offsets);
  add("head", head);
  add("classes", classes);
  add("region_offsets", region_offsets);
  add("masks", masks);
  return all;
}

template <typename T>
TwoStageFound detect(TwoStageNetwork<T>& network, const Tensor<T>& x,
                     const TwoStageRules& rules) {
  const Shape& images = x.shape();
  Pass<T> pass(Mode::test, Random(1), Keep::nothing);
  // [Look at the image once, propose, then look at the proposals' features]
  const Tensor<T> features = network.trunk.forward(x, pass);
  const Tensor<T> near = network.neighbourhood.forward(features, pass);
  TwoStageFound found;
  found.proposals = proposals(network.objectness.forward(near, pass),
                              network.anchor_offsets.forward(near, pass), images.height,
                              images.width, rules.proposals);
  std::vector<Region> regions;
  for (std::size_t n = 0; n < images.examples; ++n)
    for (const Detection& proposal : found.proposals[n]) regions.push_back({n, proposal.box});
  const Tensor<T> read = network.head.forward(
      region_layer<T>(regions, rules.cells, rules).forward(features, pass), pass);
  found.detections = region_detections(
      regions, images.examples, network.classes.forward(read, pass),
      network.region_offsets.forward(read, pass), images.height, images.width, rules.regions);
  // [Look at the image once, propose, then look at the proposals' features]
  if (!network.masks.parts().empty())
    found.masks = masks_of(network, features, images, found.detections, rules, pass);
  return found;
}

template <typename T>
TwoStageFound detect(TwoStageNetwork<T>& network, std::span<const Scene> scenes,
                     const TwoStageRules& rules) {
  constexpr std::size_t at_a_time = 8;
  TwoStageFound all;
  const auto append = [](auto& to, auto& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  for (std::size_t n = 0; n < scenes.size(); n += at_a_time) {
    const auto some = scenes.subspan(n, std::min(at_a_time, scenes.size() - n));
    const TwoStageFound found = detect(network, to_tensor<T>(some), rules);
    append(all.proposals, found.proposals);
    append(all.detections, found.detections);
    append(all.masks, found.masks);
  }
  return all;
}

template <typename T>
FasterRcnn<T>::FasterRcnn(TwoStageNetwork<T>& network, const TwoStageRules& rules,
                          std::span<const Scene> train, const Augmentation& augmentation,
                          Stages stages, std::span<const Scene> validation)
    : network_(network),
      rules_(rules),
      train_(train),
      augmentation_(augmentation),
      stages_(stages),
      validation_(validation) {}

template <typename T>
ParameterList<T> FasterRcnn<T>::parameters() {
  return network_.parameters();
}

template <typename T>
BatchLoss FasterRcnn<T>::backpropagate(const arma::uvec& examples, Pass<T>& pass) {
  std::vector<Scene> scenes;
  for (const arma::uword i : examples) scenes.push_back(train_[i]);
  scenes = augmented(scenes, augmentation_, pass.random());
  const std::vector<Objects> objects = objects_of(scenes);
  const Tensor<T> x = to_tensor<T>(scenes);
  const Random random = pass.random().split(1);
  const bool first = stages_ != Stages::regions, second = stages_ != Stages::proposals;
  const SmoothL1<T> narrow(T(1) / T(9)), wide(T(1));
  const BinaryCrossEntropy<T> bce;
  const SoftmaxCrossEntropy<T> softmax;
  BatchLoss result;

  // Frozen features need no way back: a pass of their own that keeps nothing.
  Pass<T> frozen(Mode::test, random.split(3), Keep::nothing);
  Pass<T>& below = first ? pass : frozen;
  below.want_input_gradient(false);
  const Tensor<T> features = network_.trunk.forward(x, below);
  below.want_input_gradient(true);
  const Tensor<T> near = network_.neighbourhood.forward(features, below);
  const Tensor<T> scores = network_.objectness.forward(near, below);
  const Tensor<T> offsets = network_.anchor_offsets.forward(near, below);
  Tensor<T> dfeatures(features.shape());

  // [Two losses of regions]
  if (second) {
    const auto proposed = boxes_in(
        proposals(scores, offsets, x.shape().height, x.shape().width, rules_.proposals));
    const auto targets =
        region_targets<T>(proposed, objects, rules_.classes, rules_.regions, random.split(2));
    const RoiAlign<T> align = region_layer<T>(targets.regions, rules_.cells, rules_);
    if (!network_.masks.parts().empty())
      dfeatures += learn_masks(features, targets, scenes, first, pass, result);
    pass.want_input_gradient(first);
    const Tensor<T> cells = align.forward(features, below);
    const Tensor<T> read = network_.head.forward(cells, pass);
    pass.want_input_gradient(true);
    const Tensor<T> classes = network_.classes.forward(read, pass);
    const Tensor<T> moves = network_.region_offsets.forward(read, pass);
    const double mean = 1.0 / static_cast<double>(targets.regions.size());
    result.parts.push_back({"class", mean * softmax.value(classes, targets.classes).sum});
    result.parts.push_back({"box", mean * wide.value(moves, targets.offsets).sum});
    Tensor<T> dread =
        network_.region_offsets.backward(wide.backward(moves, targets.offsets, mean), pass);
    dread += network_.classes.backward(softmax.backward(classes, targets.classes, mean), pass);
    pass.want_input_gradient(first);
    Tensor<T> dcells = network_.head.backward(std::move(dread), pass);
    if (first) dfeatures += align.backward(std::move(dcells), pass);
    pass.want_input_gradient(true);
  }
  // [Two losses of regions]
  // [Two losses of anchors]
  if (first) {
    const auto targets = proposal_targets<T>(features.shape().height, features.shape().width,
                                             objects, rules_.proposals, random);
    const LossValue named = bce.value(scores, targets.objectness);
    const double mean = named.factor();
    const LossValue moved = narrow.value(offsets, targets.offsets);
    const double placed = 4 * moved.factor();  // four numbers an anchor: a mean over anchors
    result.parts.push_back({"objectness", named.mean()});
    result.parts.push_back({"anchor", moved.sum * placed});
    Tensor<T> dnear = network_.anchor_offsets.backward(
        narrow.backward(offsets, targets.offsets, placed), pass);
    dnear += network_.objectness.backward(bce.backward(scores, targets.objectness, mean), pass);
    dfeatures += network_.neighbourhood.backward(std::move(dnear), pass);
    pass.want_input_gradient(false);
    network_.trunk.backward(std::move(dfeatures), pass);
  }
  // [Two losses of anchors]
  for (const NamedNumber& part : result.parts) result.loss += part.value;
  return result;
}

template <typename T>
Tensor<T> FasterRcnn<T>::learn_masks(const Tensor<T>& features, const RegionTargets<T>& targets,
                                     const std::vector<Scene>& scenes, bool trunk_learns,
                                     Pass<T>& pass, BatchLoss& result) {
  // [A fifth loss, of the pixels of the class that is there]
  const BinaryCrossEntropy<T> bce;
  const RoiAlign<T> align = region_layer<T>(targets.regions, rules_.mask_cells, rules_);
  Pass<T> apart(Mode::test, Random(1), trunk_learns ? Keep::all : Keep::nothing);
  const Tensor<T> cells = align.forward(features, apart);
  pass.want_input_gradient(trunk_learns);
  const Tensor<T> logits = network_.masks.forward(cells, pass);
  const WeightedNumbers<T> masks = mask_targets(targets, scenes, logits.shape());
  const LossValue value = bce.value(logits, masks);
  result.parts.push_back({"mask", value.mean()});
  Tensor<T> dcells = network_.masks.backward(bce.backward(logits, masks, value.factor()), pass);
  pass.want_input_gradient(true);
  // [A fifth loss, of the pixels of the class that is there]
  return trunk_learns ? align.backward(std::move(dcells), apart) : Tensor<T>(features.shape());
}

template <typename T>
std::vector<NamedNumber> FasterRcnn<T>::validate() {
  if (validation_.empty()) return {};
  const std::vector<Detections> found = detect(network_, validation_, rules_).detections;
  return {{"mAP", mean_average_precision(found, objects_of(validation_), rules_.classes).mean}};
}

#define DLN_INSTANTIATE(T)                                                                  \
  template struct TwoStageNetwork<T>;                                                       \
  template TwoStageFound detect(TwoStageNetwork<T>& network, const Tensor<T>& x,            \
                                const TwoStageRules& rules);                                \
  template TwoStageFound detect(TwoStageNetwork<T>& network, std::span<const Scene> scenes, \
                                const TwoStageRules& rules);                                \
  template class FasterRcnn<T>;
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln

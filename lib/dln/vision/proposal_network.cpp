#include "dln/vision/proposal_network.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"
#include "dln/vision/suppression.hpp"

namespace dln {

template <typename T>
ProposalTargets<T> proposal_targets(std::size_t height, std::size_t width,
                                    const std::vector<Objects>& objects,
                                    const ProposalRules& rules, const Random& random) {
  const std::vector<Box> anchors = anchor_grid(rules.anchors, height, width, rules.stride);
  const std::size_t count = anchors.size(), shapes = count / (height * width);
  const Shape one = {objects.size(), shapes, height, width};
  const Shape four = {objects.size(), 4 * shapes, height, width};
  ProposalTargets<T> targets{{Tensor<T>(one), Tensor<T>(one)},
                             {Tensor<T>(four), Tensor<T>(four)}};
  for (std::size_t n = 0; n < objects.size(); ++n) {
    std::vector<Box> truth;
    for (const SceneObject& object : objects[n]) truth.push_back(object.box);
    // [Tell every anchor what it is to learn]
    const Matching matching = matched(overlaps(anchors, truth), rules.match);
    const Sample sample = sampled(matching, rules.sample, rules.object_share, random.split(n));
    for (const arma::uword i : sample.background)
      targets.objectness.weights.data()[n * count + i] = T(1);
    for (const arma::uword i : sample.objects) {
      targets.objectness.values.data()[n * count + i] = T(1);
      targets.objectness.weights.data()[n * count + i] = T(1);
      const BoxOffsets t = encoded(truth[matching.object[i]], anchors[i], rules.coding);
      for (std::size_t k = 0; k < 4; ++k) {
        targets.offsets.values.data()[(4 * n + k) * count + i] = static_cast<T>(t[k]);
        targets.offsets.weights.data()[(4 * n + k) * count + i] = T(1);
      }
    }
    // [Tell every anchor what it is to learn]
  }
  return targets;
}

template <typename T>
std::vector<Detections> proposals(const Tensor<T>& scores, const Tensor<T>& offsets,
                                  std::size_t image_height, std::size_t image_width,
                                  const ProposalRules& rules) {
  const Shape& shape = scores.shape();
  const std::vector<Box> anchors =
      anchor_grid(rules.anchors, shape.height, shape.width, rules.stride);
  const std::size_t count = anchors.size();
  if (scores.size() != shape.examples * count || offsets.size() != 4 * scores.size())
    throw Error("proposals", fmt::format("{} scores an image and 4 offsets each", count),
                fmt::format("{} scores and {} offsets for {} images", scores.size(),
                            offsets.size(), shape.examples));
  std::vector<Detections> result;
  for (std::size_t n = 0; n < shape.examples; ++n) {
    const T* s = scores.data() + n * count;
    const T* t = offsets.data() + 4 * n * count;
    arma::vec sure(count);
    for (std::size_t i = 0; i < count; ++i) sure[i] = static_cast<double>(s[i]);
    // [Move the surest anchors, clip them, and drop the double ones]
    Detections moved;
    for (const arma::uword i : surest_first(sure)) {
      if (moved.size() == rules.max_scored) break;
      const BoxOffsets move = {double(t[i]), double(t[count + i]), double(t[2 * count + i]),
                               double(t[3 * count + i])};
      const Box box = clipped(decoded(move, anchors[i], rules.coding), double(image_width),
                              double(image_height));
      if (box.width() >= 2 && box.height() >= 2) moved.push_back({0, box, sure[i]});
    }
    result.push_back(suppressed(moved, rules.suppression, rules.max_proposals));
    // [Move the surest anchors, clip them, and drop the double ones]
  }
  return result;
}

#define DLN_INSTANTIATE(T)                                                                    \
  template struct ProposalTargets<T>;                                                         \
  template ProposalTargets<T> proposal_targets(std::size_t, std::size_t,                      \
                                               const std::vector<Objects>&,                   \
                                               const ProposalRules&, const Random&);          \
  template std::vector<Detections> proposals(const Tensor<T>&, const Tensor<T>&, std::size_t, \
                                             std::size_t, const ProposalRules&);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln

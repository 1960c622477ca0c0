#include "dln/vision/region_targets.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"
#include "dln/vision/suppression.hpp"

namespace dln {

namespace {

std::vector<Box> boxes_of(const Objects& objects) {
  std::vector<Box> boxes;
  for (const SceneObject& object : objects) boxes.push_back(object.box);
  return boxes;
}

}  // namespace

template <typename T>
RegionTargets<T> region_targets(const std::vector<std::vector<Box>>& proposals,
                                const std::vector<Objects>& objects, std::size_t classes,
                                const RegionRules& rules, const Random& random) {
  if (proposals.size() != objects.size())
    throw Error("region_targets", fmt::format("objects of {} images", proposals.size()),
                fmt::format("of {}", objects.size()));
  RegionTargets<T> targets;
  std::vector<arma::uword> labels, learnt;
  std::vector<BoxOffsets> offsets;
  for (std::size_t n = 0; n < proposals.size(); ++n) {
    const std::vector<Box> truth = boxes_of(objects[n]);
    std::vector<Box> boxes = proposals[n];
    boxes.insert(boxes.end(), truth.begin(), truth.end());
    // [Draw proposals, objects and background in fixed shares]
    const Matching matching = matched(overlaps(boxes, truth), rules.match);
    const Sample sample = sampled(matching, rules.sample, rules.object_share, random.split(n));
    for (const arma::uword i : sample.objects) {
      const SceneObject& object = objects[n][matching.object[i]];
      targets.regions.push_back({n, boxes[i]});
      labels.push_back(object.label);
      learnt.push_back(matching.object[i]);
      offsets.push_back(encoded(object.box, boxes[i], rules.coding));
    }
    for (const arma::uword i : sample.background) {
      targets.regions.push_back({n, boxes[i]});
      labels.push_back(classes);  // background is the class behind the last
      learnt.push_back(matched_background);
      offsets.push_back({});
    }
    // [Draw proposals, objects and background in fixed shares]
  }
  targets.classes = arma::uvec(labels);
  targets.objects = arma::uvec(learnt);
  const Shape shape = {labels.size(), 4 * classes, 1, 1};
  targets.offsets = {Tensor<T>(shape), Tensor<T>(shape)};
  for (std::size_t r = 0; r < labels.size(); ++r)
    for (std::size_t k = 0; k < 4 && labels[r] < classes; ++k) {
      const std::size_t place = r * shape.channels + 4 * labels[r] + k;
      targets.offsets.values.data()[place] = static_cast<T>(offsets[r][k]);
      targets.offsets.weights.data()[place] = T(1);
    }
  return targets;
}

template <typename T>
std::vector<Detections> region_detections(const std::vector<Region>& regions,
                                          std::size_t images, const Tensor<T>& scores,
                                          const Tensor<T>& offsets, std::size_t height,
                                          std::size_t width, const RegionRules& rules) {
  const std::size_t classes = scores.shape().features() - 1;
  if (scores.shape().examples != regions.size() ||
      offsets.size() != regions.size() * 4 * classes)
    throw Error("region_detections",
                fmt::format("scores and 4 offsets a class for {} regions", regions.size()),
                fmt::format("{} scores and {} offsets", scores.size(), offsets.size()));
  std::vector<Detections> found(images);
  for (std::size_t r = 0; r < regions.size(); ++r) {
    const T* s = scores.data() + r * (classes + 1);
    double largest = s[0], total = 0;
    for (std::size_t c = 1; c <= classes; ++c) largest = std::max<double>(largest, s[c]);
    for (std::size_t c = 0; c <= classes; ++c) total += std::exp(double(s[c]) - largest);
    for (std::size_t c = 0; c < classes; ++c) {
      const double probability = std::exp(double(s[c]) - largest) / total;
      if (!(probability >= rules.min_score)) continue;
      const T* t = offsets.data() + (r * classes + c) * 4;
      const Box moved = decoded({double(t[0]), double(t[1]), double(t[2]), double(t[3])},
                                regions[r].box, rules.coding);
      found.at(regions[r].image)
          .push_back({c, clipped(moved, double(width), double(height)), probability});
    }
  }
  for (Detections& detections : found)
    detections = suppressed(detections, rules.suppression, rules.max_detections);
  return found;
}

template struct RegionTargets<float>;
template struct RegionTargets<double>;
#define DLN_INSTANTIATE(T)                                                           \
  template RegionTargets<T> region_targets(const std::vector<std::vector<Box>>&,     \
                                           const std::vector<Objects>&, std::size_t, \
                                           const RegionRules&, const Random&);       \
  template std::vector<Detections> region_detections(                                \
      const std::vector<Region>&, std::size_t, const Tensor<T>&, const Tensor<T>&,   \
      std::size_t, std::size_t, const RegionRules&);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln

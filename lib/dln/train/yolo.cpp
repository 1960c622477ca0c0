#include "dln/train/yolo.hpp"

#include <algorithm>
#include <numeric>

#include "dln/core/error.hpp"
#include "dln/train/prediction.hpp"
#include "dln/vision/average_precision.hpp"

namespace dln {
namespace {

constexpr std::size_t at_a_time = 8;

}  // namespace

template <typename T>
Tensor<T> centred_images(std::span<const Scene> scenes) {
  Tensor<T> images = to_tensor<T>(scenes);
  images.values() -= T(0.5);
  return images;
}

template <typename T>
std::vector<Detections> yolo_detect(const Layer<T>& network, const YoloGrid& grid,
                                    std::span<const Scene> scenes, double min_score,
                                    double suppression) {
  std::vector<Detections> found;
  for (std::size_t first = 0; first < scenes.size(); first += at_a_time) {
    const auto some = scenes.subspan(first, std::min(at_a_time, scenes.size() - first));
    const Tensor<T> y = predict(network, centred_images<T>(some));
    for (Detections& one : yolo_detections(y, grid, min_score, suppression))
      found.push_back(std::move(one));
  }
  return found;
}

template <typename T>
BatchLoss YoloObjective<T>::backpropagate(const arma::uvec& examples, Pass<T>& pass) {
  if (examples.is_empty()) throw Error("YoloObjective", "an example", "none");
  std::vector<Scene> scenes;
  for (const arma::uword i : examples) scenes.push_back(train_[i]);
  scenes = augmented(scenes, augmentation_, pass.random());
  // [One look forward, one loss, one way back]
  pass.want_input_gradient(false);
  const Tensor<T> y = network_.forward(centred_images<T>(scenes), pass);
  const YoloTargets<T> targets = yolo_targets(y, objects_of(scenes), grid_, weights_);
  YoloLoss<T> loss = yolo_loss(y, targets, 1 / static_cast<double>(scenes.size()));
  network_.backward(std::move(loss.dy), pass);
  // [One look forward, one loss, one way back]
  BatchLoss result{.loss = std::accumulate(loss.terms.begin(), loss.terms.end(), 0.0)};
  for (std::size_t i = 0; i < yolo_terms; ++i)
    result.parts.push_back({to_string(static_cast<YoloTerm>(i)), loss.terms[i]});
  return result;
}

template <typename T>
std::vector<NamedNumber> YoloObjective<T>::validate() {
  if (validation_.empty()) return {};
  const auto found = yolo_detect(network_, grid_, validation_, 0.01, 0.5);
  return {{"mAP", mean_average_precision(found, objects_of(validation_), grid_.classes).mean}};
}

template Tensor<float> centred_images(std::span<const Scene>);
template Tensor<double> centred_images(std::span<const Scene>);
template std::vector<Detections> yolo_detect(const Layer<float>&, const YoloGrid&,
                                             std::span<const Scene>, double, double);
template std::vector<Detections> yolo_detect(const Layer<double>&, const YoloGrid&,
                                             std::span<const Scene>, double, double);
template class YoloObjective<float>;
template class YoloObjective<double>;

}  // namespace dln

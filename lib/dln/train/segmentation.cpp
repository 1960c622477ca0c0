#include "dln/train/segmentation.hpp"

#include <algorithm>
#include <cmath>

#include "dln/core/error.hpp"
#include "dln/core/loops.hpp"
#include "dln/train/prediction.hpp"

namespace dln {
namespace {

std::size_t rounded_up(std::size_t pixels, std::size_t multiple) {
  return (pixels + multiple - 1) / multiple * multiple;
}

/** Copies an image into example n, its last row and column repeated, and its labels. */
template <typename T>
void copy_scene(const Scene& scene, const ColourScale& scale, std::size_t n,
                SceneBatch<T>& batch) {
  const Shape& shape = batch.images.shape();
  const Image8& image = scene.image;
  const std::size_t pixels = shape.height * shape.width;
  for (std::size_t c = 0; c < 3; ++c)
    for (std::size_t i = 0; i < shape.height; ++i)
      for (std::size_t j = 0; j < shape.width; ++j) {
        const auto value = static_cast<T>(image(
            std::min(j, image.width - 1), std::min(i, image.height - 1), c % image.channels));
        batch.images[((n * 3 + c) * shape.height + i) * shape.width + j] =
            (value / 255 - static_cast<T>(scale.mean[c])) / static_cast<T>(scale.deviation[c]);
      }
  for (std::size_t i = 0; i < scene.labels.height; ++i)
    for (std::size_t j = 0; j < scene.labels.width; ++j)
      if (const std::uint8_t label = scene.labels(j, i); label != ignored_pixel)
        batch.labels[n * pixels + i * shape.width + j] = label;
}

template <typename T>
arma::uvec classes_of(const Tensor<T>& scores) {
  const Shape& shape = scores.shape();
  const std::size_t pixels = shape.height * shape.width;
  arma::uvec classes(shape.examples * pixels);
  parallel_items(classes.n_elem, 4 * shape.channels, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const T* score = scores.data() + i / pixels * shape.channels * pixels + i % pixels;
      std::size_t best = 0;
      for (std::size_t c = 1; c < shape.channels; ++c)
        if (score[c * pixels] > score[best * pixels]) best = c;
      classes[i] = best;
    }
  });
  return classes;
}

}  // namespace

ColourScale ColourScale::of(const SceneSet& scenes) {
  if (scenes.size() == 0) throw Error("ColourScale", "at least one scene", "none");
  ColourScale scale;
  for (std::size_t c = 0; c < 3; ++c) {
    double sum = 0, squares = 0, count = 0;
    for (const Scene& scene : scenes.scenes)
      for (const std::uint8_t pixel : scene.image.plane(c % scene.image.channels)) {
        sum += pixel;
        squares += static_cast<double>(pixel) * pixel;
        ++count;
      }
    const double mean = sum / count, variance = squares / count - mean * mean;
    scale.mean[c] = static_cast<float>(mean / 255);
    scale.deviation[c] = static_cast<float>(std::sqrt(std::max(variance, 1.0)) / 255);
  }
  return scale;
}

template <typename T>
SceneBatch<T> scene_batch(std::span<const Scene> scenes, const ColourScale& scale,
                          std::size_t multiple) {
  if (scenes.empty() || multiple == 0)
    throw Error("scene_batch", "at least one scene and a multiple of at least 1",
                std::to_string(scenes.size()) + " and " + std::to_string(multiple));
  Shape shape{scenes.size(), 3, 0, 0};
  for (const Scene& scene : scenes) {
    shape.height = std::max(shape.height, rounded_up(scene.image.height, multiple));
    shape.width = std::max(shape.width, rounded_up(scene.image.width, multiple));
  }
  SceneBatch<T> batch{Tensor<T>(shape),
                      arma::uvec(shape.examples * shape.height * shape.width)};
  batch.labels.fill(ignored_label);
  parallel_items(scenes.size(), shape.features(), [&](std::size_t begin, std::size_t end) {
    for (std::size_t n = begin; n < end; ++n) copy_scene(scenes[n], scale, n, batch);
  });
  return batch;
}

template <typename T>
arma::uvec segment(const Layer<T>& network, const Scene& scene, const ColourScale& scale,
                   std::size_t multiple) {
  const auto batch = scene_batch<T>({&scene, 1}, scale, multiple);
  const std::size_t larger_width = batch.images.shape().width;
  const arma::uvec all = classes_of(predict(network, batch.images));
  const std::size_t height = scene.image.height, width = scene.image.width;
  arma::uvec classes(height * width);
  for (std::size_t i = 0; i < height; ++i)
    for (std::size_t j = 0; j < width; ++j) classes[i * width + j] = all[i * larger_width + j];
  return classes;
}

template <typename T>
ConfusionMatrix confusion_of(const Layer<T>& network, const SceneSet& scenes,
                             const ColourScale& scale, std::size_t multiple) {
  ConfusionMatrix matrix(scenes.pixel_class_names.size());
  for (const Scene& scene : scenes.scenes)
    matrix.add(segment(network, scene, scale, multiple), pixel_labels({&scene, 1}));
  return matrix;
}

template <typename T>
BatchLoss Segmentation<T>::backpropagate(const arma::uvec& examples, Pass<T>& pass) {
  pass.want_input_gradient(false);
  // [Give every pixel a loss]
  const std::vector<Scene> scenes =
      augmented(train_.pick(examples).scenes, options_.augmentation, pass.random());
  const SceneBatch<T> batch = scene_batch<T>(scenes, options_.scale, options_.multiple);
  const Tensor<T> scores = network_.forward(batch.images, pass);
  const LossValue value = loss_.value(scores, batch.labels);
  network_.backward(loss_.backward(scores, batch.labels, value.factor()), pass);
  // [Give every pixel a loss]
  ConfusionMatrix matrix(scores.shape().channels);
  matrix.add(classes_of(scores), batch.labels);
  return {.loss = value.mean(), .metrics = {{"pixel_accuracy", matrix.pixel_accuracy()}}};
}

template <typename T>
std::vector<NamedNumber> Segmentation<T>::validate() {
  if (validation_ == nullptr || validation_->size() == 0) return {};
  const ConfusionMatrix matrix =
      confusion_of(network_, *validation_, options_.scale, options_.multiple);
  return {{"mean_iou", matrix.mean_iou()}, {"pixel_accuracy", matrix.pixel_accuracy()}};
}

arma::vec class_shares(const SceneSet& scenes) {
  arma::vec counts(scenes.pixel_class_names.size(), arma::fill::zeros);
  for (const Scene& scene : scenes.scenes)
    for (const std::uint8_t label : scene.labels.pixels)
      if (label != ignored_pixel) ++counts[label];
  return counts / arma::accu(counts);
}

arma::fvec class_weights(const SceneSet& scenes, double power) {
  const arma::vec shares = class_shares(scenes);
  // [Let rare classes weigh more]
  arma::vec weights = arma::pow(1 / arma::log(1.02 + shares), power);
  weights.elem(arma::find(shares == 0)).zeros();
  weights /= arma::dot(weights, shares);
  // [Let rare classes weigh more]
  return arma::conv_to<arma::fvec>::from(weights);
}

template SceneBatch<float> scene_batch(std::span<const Scene>, const ColourScale&, std::size_t);
template SceneBatch<double> scene_batch(std::span<const Scene>, const ColourScale&,
                                        std::size_t);
template arma::uvec segment(const Layer<float>&, const Scene&, const ColourScale&, std::size_t);
template arma::uvec segment(const Layer<double>&, const Scene&, const ColourScale&,
                            std::size_t);
template ConfusionMatrix confusion_of(const Layer<float>&, const SceneSet&, const ColourScale&,
                                      std::size_t);
template ConfusionMatrix confusion_of(const Layer<double>&, const SceneSet&, const ColourScale&,
                                      std::size_t);
template class Segmentation<float>;
template class Segmentation<double>;

}  // namespace dln

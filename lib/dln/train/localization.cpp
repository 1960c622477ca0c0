#include "dln/train/localization.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/train/prediction.hpp"

namespace dln {
namespace {

/** Where the four numbers for an object of this class begin in a row of the box head. */
std::size_t first_number(std::size_t numbers, std::size_t label) {
  return numbers == 4 ? 0 : 4 * label;
}

/** The true shares where a head has its numbers for them, weighted 1; all other numbers are
 * left out. */
template <typename T>
WeightedNumbers<T> box_target(const LocatedObjects<T>& truth, const Shape& numbers) {
  WeightedNumbers<T> target{Tensor<T>(numbers), Tensor<T>(numbers)};
  const std::size_t row = numbers.features();
  for (std::size_t n = 0; n < truth.labels.n_elem; ++n) {
    if (truth.labels[n] == ignored_label) continue;
    // [Let only the numbers of the object's class learn]
    const std::size_t first = n * row + first_number(row, truth.labels[n]);
    for (std::size_t i = 0; i < 4; ++i) {
      target.values[first + i] = truth.boxes[4 * n + i];
      target.weights[first + i] = T(1);
    }
    // [Let only the numbers of the object's class learn]
  }
  return target;
}

}  // namespace

template <typename T>
LocatedObjects<T> LocatedObjects<T>::pick(const arma::uvec& indices) const {
  return {x.examples(indices), labels.elem(indices), boxes.examples(indices)};
}

template <typename T>
LocatedObjects<T> located_objects(std::span<const Scene> scenes) {
  LocatedObjects<T> result{to_tensor<T>(scenes), arma::uvec(scenes.size()),
                           Tensor<T>({scenes.size(), 4, 1, 1})};
  for (std::size_t n = 0; n < scenes.size(); ++n) {
    const Scene& scene = scenes[n];
    result.labels[n] = scene.objects.empty() ? ignored_label : scene.objects.front().label;
    if (scene.objects.empty()) continue;
    const Box& box = scene.objects.front().box;
    const auto width = static_cast<double>(scene.image.width),
               height = static_cast<double>(scene.image.height);
    // [Tell a box by centre and size as shares of the image]
    result.boxes[4 * n] = static_cast<T>(box.x_center() / width);
    result.boxes[4 * n + 1] = static_cast<T>(box.y_center() / height);
    result.boxes[4 * n + 2] = static_cast<T>(box.width() / width);
    result.boxes[4 * n + 3] = static_cast<T>(box.height() / height);
    // [Tell a box by centre and size as shares of the image]
  }
  return result;
}

template <typename T>
Box box_of_shares(const T* shares, double width, double height) {
  const auto x = static_cast<double>(shares[0]), y = static_cast<double>(shares[1]);
  const auto w = static_cast<double>(shares[2]), h = static_cast<double>(shares[3]);
  return {(x - w / 2) * width, (y - h / 2) * height, (x + w / 2) * width, (y + h / 2) * height};
}

template <typename T>
ParameterList<T> TwoHeads<T>::parameters() const {
  ParameterList<T> all;
  append(all, "trunk", trunk.parameters());
  append(all, "class", class_head.parameters());
  append(all, "box", box_head.parameters());
  return all;
}

template <typename T>
Located<T> locate(const TwoHeads<T>& network, const Tensor<T>& x) {
  const Tensor<T> features = predict(network.trunk, x);
  Located<T> located{
      predict(network.class_head, features), {}, Tensor<T>({x.shape().examples, 4, 1, 1})};
  located.classes = classify(located.scores);
  const Tensor<T> numbers = predict(network.box_head, features);
  const std::size_t row = numbers.shape().features(),
                    classes = located.scores.shape().features();
  if (row != 4 && row != 4 * classes)
    throw Error("locate: box head", fmt::format("4 or {} numbers", 4 * classes),
                std::to_string(row));
  for (std::size_t n = 0; n < located.classes.n_elem; ++n)
    for (std::size_t i = 0; i < 4; ++i)
      located.boxes[4 * n + i] = numbers[n * row + first_number(row, located.classes[n]) + i];
  return located;
}

template <typename T>
arma::vec overlaps(const Located<T>& located, const LocatedObjects<T>& truth) {
  if (located.boxes.size() != truth.boxes.size())
    throw Error("overlaps", fmt::format("{} boxes", truth.boxes.size() / 4),
                std::to_string(located.boxes.size() / 4));
  arma::vec result(truth.labels.n_elem);
  for (std::size_t n = 0; n < result.n_elem; ++n)
    result[n] = iou(box_of_shares(located.boxes.data() + 4 * n, 1, 1),
                    box_of_shares(truth.boxes.data() + 4 * n, 1, 1));
  return result;
}

template <typename T>
Localization<T>::Localization(const TwoHeads<T>& network, const NumberLoss<T>& box_loss,
                              std::size_t count, Source source,
                              const LocatedObjects<T>* validation, const Weights& weights)
    : network_(network),
      box_loss_(box_loss),
      count_(count),
      source_(std::move(source)),
      validation_(validation),
      weights_(weights) {}

template <typename T>
BatchLoss Localization<T>::backpropagate(const arma::uvec& examples, Pass<T>& pass) {
  if (examples.is_empty()) throw Error("Localization", "at least one example", "none");
  const LocatedObjects<T> batch = source_(examples, pass.random());
  const SoftmaxCrossEntropy<T> softmax;
  BatchLoss result;
  // [Run the trunk once and both heads on its features]
  pass.want_input_gradient(false);  // nobody learns pixels
  const Tensor<T> features = network_.trunk.forward(batch.x, pass);
  pass.want_input_gradient(true);
  Tensor<T> dfeatures(features.shape());
  if (weights_.classes > 0) {
    const Tensor<T> scores = network_.class_head.forward(features, pass);
    const LossValue named = softmax.value(scores, batch.labels);
    dfeatures += network_.class_head.backward(
        softmax.backward(scores, batch.labels, weights_.classes * named.factor()), pass);
    result.parts.push_back({"class", weights_.classes * named.mean()});
    result.metrics.push_back({"accuracy", accuracy(classify(scores), batch.labels)});
  }
  if (weights_.boxes > 0) {
    const Tensor<T> boxes = network_.box_head.forward(features, pass);
    const WeightedNumbers<T> target = box_target(batch, boxes.shape());
    const LossValue placed = box_loss_.value(boxes, target);
    const double factor =
        4 * weights_.boxes * placed.factor();  // four numbers an object: a mean over objects
    dfeatures += network_.box_head.backward(box_loss_.backward(boxes, target, factor), pass);
    result.parts.push_back({"box", factor * placed.sum});
  }
  pass.want_input_gradient(false);
  network_.trunk.backward(std::move(dfeatures), pass);
  // [Run the trunk once and both heads on its features]
  for (const NamedNumber& part : result.parts) result.loss += part.value;
  return result;
}

template <typename T>
std::vector<NamedNumber> Localization<T>::validate() {
  if (validation_ == nullptr || validation_->labels.is_empty()) return {};
  const Located<T> located = locate(network_, validation_->x);
  return {{"mean IoU", arma::mean(overlaps(located, *validation_))},
          {"accuracy", accuracy(located.classes, validation_->labels)}};
}

template struct LocatedObjects<float>;
template struct LocatedObjects<double>;
template LocatedObjects<float> located_objects(std::span<const Scene> scenes);
template LocatedObjects<double> located_objects(std::span<const Scene> scenes);
template Box box_of_shares(const float* shares, double width, double height);
template Box box_of_shares(const double* shares, double width, double height);
template struct TwoHeads<float>;
template struct TwoHeads<double>;
template Located<float> locate(const TwoHeads<float>& network, const Tensor<float>& x);
template Located<double> locate(const TwoHeads<double>& network, const Tensor<double>& x);
template arma::vec overlaps(const Located<float>& located, const LocatedObjects<float>& truth);
template arma::vec overlaps(const Located<double>& located,
                            const LocatedObjects<double>& truth);
template class Localization<float>;
template class Localization<double>;

}  // namespace dln

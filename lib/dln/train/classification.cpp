#include "dln/train/classification.hpp"

#include <algorithm>

#include "dln/core/error.hpp"
#include "dln/train/examination.hpp"
#include "dln/train/prediction.hpp"

namespace dln {
namespace {

constexpr std::uint64_t change_stream = 0xC4A6E;  // layers draw from the pass itself

}  // namespace

template <typename T>
BatchLoss Classification<T>::backpropagate(const arma::uvec& examples, Pass<T>& pass) {
  if (examples.is_empty()) throw Error("Classification", "at least one example", "none");
  pass.want_input_gradient(false);  // nobody learns pixels
  // [Run a batch forward and back]
  const arma::uvec labels = train_.labels.elem(examples);
  Tensor<T> images = train_.images.examples(examples);
  if (change_) images = change_(std::move(images), pass.random().split(change_stream));
  const Tensor<T> scores = network_.forward(std::move(images), pass);
  const LossValue data = loss_.value(scores, labels);
  network_.backward(loss_.backward(scores, labels, data.factor()), pass);
  // [Run a batch forward and back]
  BatchLoss batch{
      data.mean(), {{"data", data.mean()}}, {{"accuracy", accuracy(classify(scores), labels)}}};
  if (regularizer_ == nullptr) return batch;
  const double penalty = penalize(*regularizer_, network_.parameters(), pass);
  batch.loss += penalty;
  batch.parts.push_back({"penalty", penalty});
  return batch;
}

template <typename T>
std::vector<NamedNumber> Classification<T>::validate() {
  if (validation_ == nullptr || validation_->size() == 0) return {};
  return {{"accuracy",
           accuracy(classify(predict(network_, validation_->images)), validation_->labels)}};
}

template <typename T>
Task Classification<T>::task() {
  const std::size_t classes = network_.output_shape(train_.images.shape()).features();
  Task task = describe(train_, validation_);
  task.untaught_loss =
      loss_.value(Tensor<T>({train_.size(), classes, 1, 1}), train_.labels).mean();
  return task;
}

template <typename T>
std::vector<Activity> Classification<T>::activity() {
  constexpr std::size_t enough = 256;
  if (train_.size() < 2) return {};  // a batch of one has no statistics
  return activity_of(network_, train_.images.examples(0, std::min(enough, train_.size())));
}

template class Classification<float>;
template class Classification<double>;

}  // namespace dln

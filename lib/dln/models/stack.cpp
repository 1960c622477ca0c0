#include "dln/models/stack.hpp"

#include "dln/layers/batch_norm.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/dropout.hpp"
#include "dln/layers/global_average_pool.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/relu.hpp"

namespace dln {

template <typename T>
template <typename Added, typename... Arguments>
Stack<T>& Stack<T>::add(Arguments&&... arguments) {
  if (name_.empty())
    row_.template add<Added>(std::forward<Arguments>(arguments)...);
  else
    row_.template add_named<Added>(std::exchange(name_, ""),
                                   std::forward<Arguments>(arguments)...);
  return *this;
}

template <typename T>
Stack<T>& Stack<T>::as(std::string name) {
  name_ = std::move(name);
  return *this;
}

template <typename T>
Stack<T>& Stack<T>::convolution(std::size_t filters, std::size_t kernel, std::size_t stride,
                                std::size_t padding, Bias bias) {
  const auto geometry = conv::square(channels_, filters, 0, kernel, stride, padding);
  channels_ = filters;
  return add<Conv2d<T>>(geometry, weights_.initializer(), weights_.next(), bias);
}

template <typename T>
Stack<T>& Stack<T>::normalize(double epsilon) {
  return add<BatchNorm<T>>(channels_, epsilon);
}

template <typename T>
Stack<T>& Stack<T>::relu() {
  return add<ReLU<T>>();
}

template <typename T>
Stack<T>& Stack<T>::max_pool(std::size_t size, std::size_t stride, std::size_t padding) {
  return add<MaxPool2d<T>>(Pooling::square(size, stride, padding));
}

template <typename T>
Stack<T>& Stack<T>::max_pool_over_the_border(std::size_t size, std::size_t stride) {
  Pooling window = Pooling::square(size, stride);
  window.padding_bottom = window.padding_right = stride - 1;
  return add<MaxPool2d<T>>(window);
}

template <typename T>
Stack<T>& Stack<T>::average() {
  return add<GlobalAveragePool<T>>();
}

template <typename T>
Stack<T>& Stack<T>::dropout(double keep) {
  return add<Dropout<T>>(keep);
}

template <typename T>
Stack<T>& Stack<T>::dense(std::size_t outputs) {
  const std::size_t inputs = channels_;
  channels_ = outputs;
  return add<Dense<T>>(inputs, outputs, weights_.initializer(), weights_.next());
}

template class Weights<float>;
template class Weights<double>;
template class Stack<float>;
template class Stack<double>;

}  // namespace dln

#include "dln/train/sequential.hpp"

#include <boost/algorithm/string/join.hpp>

namespace dln {

template <typename T>
std::string Sequential<T>::name() const {
  std::vector<std::string> names;
  for (const auto& layer : layers_) names.push_back(layer->name());
  return "Sequential(" + boost::algorithm::join(names, ", ") + ")";
}

template <typename T>
Shape Sequential<T>::output_shape(const Shape& x) const {
  Shape shape = x;
  for (const auto& layer : layers_) shape = layer->output_shape(shape);
  return shape;
}

// [Follow the chain forward and back]
template <typename T>
Tensor<T> Sequential<T>::forward(Tensor<T> x, Pass<T>& pass) const {
  for (const auto& layer : layers_) x = layer->forward(std::move(x), pass);
  return x;
}

template <typename T>
Tensor<T> Sequential<T>::backward(Tensor<T> dy, Pass<T>& pass) const {
  for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer) dy = (*layer)->backward(std::move(dy), pass);
  return dy;
}
// [Follow the chain forward and back]

template <typename T>
std::vector<Parameter<T>*> Sequential<T>::parameters() {
  std::vector<Parameter<T>*> all;
  for (const auto& layer : layers_)
    for (auto* parameter : layer->parameters()) all.push_back(parameter);
  return all;
}

template class Sequential<float>;
template class Sequential<double>;

}  // namespace dln

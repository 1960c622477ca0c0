#include "dln/layers/dense.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"

namespace dln {

template <typename T>
Dense<T>::Dense(std::size_t inputs, std::size_t outputs, const Initializer<T>& initializer, Random random)
    : weight_{"weight", Tensor<T>({outputs, inputs, 1, 1}), true}, bias_{"bias", Tensor<T>({1, outputs, 1, 1}), false} {
  initializer(weight_.value, inputs, random);
}

template <typename T>
std::string Dense<T>::name() const {
  return fmt::format("Dense({}, {})", weight_.value.shape().features(), weight_.value.shape().examples);
}

template <typename T>
Shape Dense<T>::output_shape(const Shape& x) const {
  const Shape& weight = weight_.value.shape();
  if (x.features() != weight.features())
    throw Error("Dense", fmt::format("{} features", weight.features()), std::to_string(x.features()));
  return {x.examples, weight.examples, 1, 1};
}

// [Forward through the dense layer]
template <typename T>
Tensor<T> Dense<T>::forward(Tensor<T> x /* N x D */, Pass<T>& pass) const {
  Tensor<T> y(output_shape(x.shape()));  // N x M
  y.columns() = weight_.value.columns().t() * x.columns();
  y.columns().each_col() += bias_.value.values();
  pass.push(std::move(x));
  return y;
}
// [Forward through the dense layer]

// [Backward through the dense layer]
template <typename T>
Tensor<T> Dense<T>::backward(Tensor<T> dy /* N x M */, Pass<T>& pass) const {
  const auto x = pass.template pop<Tensor<T>>();  // N x D
  pass.gradient(weight_).columns() += x.columns() * dy.columns().t();
  pass.gradient(bias_).values() += arma::sum(dy.columns(), 1);
  Tensor<T> dx(x.shape());
  dx.columns() = weight_.value.columns() * dy.columns();
  return dx;
}
// [Backward through the dense layer]

template class Dense<float>;
template class Dense<double>;

}  // namespace dln

#include "dln/layers/dense.hpp"

#include <fmt/format.h>

#include "dln/conv/dense.hpp"
#include "dln/core/error.hpp"
#include "dln/layers/scratch.hpp"

namespace dln {

template <typename T>
Dense<T>::Dense(std::size_t inputs, std::size_t outputs, const Initializer<T>& initializer,
                Random random)
    : weight_{Tensor<T>({outputs, inputs, 1, 1})},
      bias_{Tensor<T>({1, outputs, 1, 1}), ParameterKind::bias} {
  initializer(weight_.value, {inputs, outputs}, random);
}

template <typename T>
std::string Dense<T>::name() const {
  return fmt::format("Dense({}, {})", inputs(), outputs());
}

template <typename T>
Shape Dense<T>::output_shape(const Shape& x) const {
  if (x.features() != inputs())
    throw Error("Dense", fmt::format("{} features", inputs()), std::to_string(x.features()));
  return {x.examples, outputs(), 1, 1};
}

template <typename T>
Cost Dense<T>::cost(const Shape& x) const {
  return {x.examples * inputs() * outputs(), x.size() * sizeof(T)};
}

template <typename T>
Tensor<T> Dense<T>::forward(Tensor<T> x /* N x D */, Pass<T>& pass) const {
  auto y = Tensor<T>::uninitialized(output_shape(x.shape()));  // N x M
  conv::dense::forward({x.shape().examples, inputs(), outputs()}, x.data(),
                       weight_.value.data(), bias_.value.data(), y.data(), scratch<T>());
  pass.push(std::move(x));
  return y;
}

template <typename T>
Tensor<T> Dense<T>::backward(Tensor<T> dy /* N x M */, Pass<T>& pass) const {
  const auto x = pass.template pop<Tensor<T>>(*this);  // N x D
  const conv::dense::Sizes sizes{x.shape().examples, inputs(), outputs()};
  if (weight_.learns()) {
    auto dweight = Tensor<T>::uninitialized(weight_.value.shape());
    conv::dense::backward_weights(sizes, x.data(), dy.data(), dweight.data(), scratch<T>());
    pass.add_gradient(weight_, std::move(dweight));
  }
  if (bias_.learns()) pass.gradient(bias_).values() += arma::sum(dy.columns(), 1);
  if (!pass.wants_input_gradient()) return {};
  auto dx = Tensor<T>::uninitialized(x.shape());
  conv::dense::backward_data(sizes, dy.data(), weight_.value.data(), dx.data(), scratch<T>());
  return dx;
}

template class Dense<float>;
template class Dense<double>;

}  // namespace dln

#include "dln/layers/highway.hpp"

#include "dln/core/error.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/squashing.hpp"

namespace dln {

template <typename T>
Highway<T>::Highway()
    : transform_(this->template add_named<Sequential<T>>("transform")),
      gate_(this->template add_named<Sequential<T>>("gate")) {}

template <typename T>
Shape Highway<T>::output_shape(const Shape& x) const {
  for (const auto& [name, branch] : this->parts())
    if (const Shape y = branch->output_shape(x); y != x)
      throw Error("Highway: output of the " + name, to_string(x) + ", as its input",
                  to_string(y));
  return x;
}

template <typename T>
Tensor<T> Highway<T>::forward(Tensor<T> x, Pass<T>& pass) const {
  (void)output_shape(x.shape());  // refuses branches that change the shape
  // [Mix the transformed and the untouched]
  Tensor<T> h = transform_.forward(x, pass);
  Tensor<T> t = gate_.forward(x, pass);
  Tensor<T> y(x.shape());
  y.values() = t.values() % h.values() + (1 - t.values()) % x.values();
  // [Mix the transformed and the untouched]
  pass.push(std::move(x));
  pass.push(std::move(h));
  pass.push(std::move(t));
  return y;
}

template <typename T>
Tensor<T> Highway<T>::backward(Tensor<T> dy, Pass<T>& pass) const {
  const auto t = pass.template pop<Tensor<T>>(*this);
  auto h = pass.template pop<Tensor<T>>(*this);
  const auto x = pass.template pop<Tensor<T>>(*this);
  Tensor<T> dt(x.shape()), dh(x.shape()), dx(x.shape());
  // [Divide the gradient by the gate]
  dt.values() = (h.values() - x.values()) % dy.values();
  dh.values() = t.values() % dy.values();
  dx.values() = (1 - t.values()) % dy.values();
  const Tensor<T> by_gate = gate_.backward(std::move(dt), pass);
  const Tensor<T> by_transform = transform_.backward(std::move(dh), pass);
  // [Divide the gradient by the gate]
  if (!pass.wants_input_gradient()) return {};
  dx += by_gate;
  dx += by_transform;
  return dx;
}

template <typename T>
void fill_dense(Highway<T>& layer, std::size_t features, double gate_bias,
                const Initializer<T>& initializer, const Random& random) {
  // [Begin with the gates nearly closed]
  auto& transform = layer.transform();
  transform.template add<Dense<T>>(features, features, initializer, random.split(1));
  transform.template add<ReLU<T>>();
  auto& gate = layer.gate();
  auto& weights = gate.template add<Dense<T>>(features, features, initializer, random.split(2));
  gate.template add<Sigmoid<T>>();
  weights.bias().value.values().fill(static_cast<T>(gate_bias));
  // [Begin with the gates nearly closed]
}

template class Highway<float>;
template class Highway<double>;
template void fill_dense(Highway<float>&, std::size_t, double, const Initializer<float>&,
                         const Random&);
template void fill_dense(Highway<double>&, std::size_t, double, const Initializer<double>&,
                         const Random&);

}  // namespace dln

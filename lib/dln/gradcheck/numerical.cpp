#include "dln/gradcheck/numerical.hpp"

namespace dln::gradcheck {

template <typename T>
Tensor<T> numerical_gradient(const std::function<T(const Tensor<T>&)>& f, Tensor<T>& x, T h,
                             Difference difference) {
  Tensor<T> gradient(x.shape());
  const T here = difference == Difference::forward ? f(x) : T(0);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const T old = x[i];
    x[i] = old + h;
    const T above = f(x);
    x[i] = old - h;
    const T below = difference == Difference::centred ? f(x) : T(0);
    x[i] = old;
    gradient[i] =
        difference == Difference::centred ? (above - below) / (2 * h) : (above - here) / h;
  }
  return gradient;
}

template Tensor<float> numerical_gradient(const std::function<float(const Tensor<float>&)>&,
                                          Tensor<float>&, float, Difference);
template Tensor<double> numerical_gradient(const std::function<double(const Tensor<double>&)>&,
                                           Tensor<double>&, double, Difference);

}  // namespace dln::gradcheck

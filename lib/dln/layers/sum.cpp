#include "dln/layers/sum.hpp"

#include "dln/core/error.hpp"

namespace dln {

template <typename T>
Shape Sum<T>::output_shape(const Shape& x) const {
  if (this->size() == 0) throw Error("Sum", "at least one branch", "none");
  const Shape y = this->at(0).output_shape(x);
  for (std::size_t i = 1; i < this->size(); ++i)
    if (const Shape other = this->at(i).output_shape(x); other != y)
      throw Error("Sum: output of branch " + std::to_string(i), to_string(y), to_string(other));
  return y;
}

// [Add the branches up, forward and back]
template <typename T>
Tensor<T> Sum<T>::forward(Tensor<T> x, Pass<T>& pass) const {
  (void)output_shape(x.shape());  // refuses branches of different shapes
  Tensor<T> y;
  for (std::size_t i = 0; i < this->size(); ++i) {
    const typename Pass<T>::Scope scope(pass, this->runs_backward(i, pass),
                                        pass.wants_input_gradient());
    const bool last = i + 1 == this->size();
    // NOLINTNEXTLINE(bugprone-use-after-move): the last
    Tensor<T> branch = this->at(i).forward(last ? std::move(x) : x, pass);
    if (i == 0)
      y = std::move(branch);
    else
      y += branch;
  }
  return y;
}

template <typename T>
Tensor<T> Sum<T>::backward(Tensor<T> dy, Pass<T>& pass) const {
  Tensor<T> dx;
  for (std::size_t i = this->size(); i-- > 0;) {
    if (!this->runs_backward(i, pass)) continue;
    // NOLINTNEXTLINE(bugprone-use-after-move): the last
    Tensor<T> branch = this->at(i).backward(i == 0 ? std::move(dy) : dy, pass);
    if (!pass.wants_input_gradient()) continue;
    if (dx.size() == 0)
      dx = std::move(branch);
    else
      dx += branch;
  }
  return dx;
}
// [Add the branches up, forward and back]

template class Sum<float>;
template class Sum<double>;

}  // namespace dln

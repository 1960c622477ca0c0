#include "dln/layers/concatenation.hpp"

#include <algorithm>

#include "dln/core/error.hpp"
#include "dln/core/loops.hpp"

namespace dln {

template <typename T>
Shape Concatenation<T>::output_shape(const Shape& x) const {
  if (this->size() == 0) throw Error("Concatenation", "at least one branch", "none");
  Shape y = this->at(0).output_shape(x);
  for (std::size_t i = 1; i < this->size(); ++i) {
    Shape other = this->at(i).output_shape(x);
    y.channels += std::exchange(other.channels, y.channels);
    if (other.height != y.height || other.width != y.width || other.examples != y.examples)
      throw Error("Concatenation: output of branch " + std::to_string(i),
                  std::to_string(y.height) + " x " + std::to_string(y.width) + " pixels",
                  std::to_string(other.height) + " x " + std::to_string(other.width));
  }
  return y;
}

// [Put the channels side by side, forward and back]
template <typename T>
Tensor<T> Concatenation<T>::forward(Tensor<T> x, Pass<T>& pass) const {
  auto y = Tensor<T>::uninitialized(output_shape(x.shape()));
  std::vector<std::size_t> numbers;  // of an example's output, a branch each
  std::size_t first = 0;
  for (std::size_t i = 0; i < this->size(); ++i) {
    const typename Pass<T>::Scope scope(pass, this->runs_backward(i, pass),
                                        pass.wants_input_gradient());
    const bool last = i + 1 == this->size();
    const Tensor<T> branch = this->at(i).forward(
        last ? std::move(x) : x, pass);  // NOLINT(bugprone-use-after-move): the last
    numbers.push_back(branch.shape().features());
    parallel_items(y.shape().examples, numbers[i], [&](std::size_t begin, std::size_t end) {
      for (std::size_t n = begin; n < end; ++n)
        std::copy_n(branch.data() + n * numbers[i], numbers[i],
                    y.data() + n * y.shape().features() + first);
    });
    first += numbers[i];
  }
  pass.push(std::move(numbers));
  return y;
}

template <typename T>
Tensor<T> Concatenation<T>::backward(Tensor<T> dy, Pass<T>& pass) const {
  const auto numbers = pass.template pop<std::vector<std::size_t>>(*this);
  const Shape& shape = dy.shape();
  const std::size_t pixels = shape.height * shape.width;
  std::size_t first = shape.features();
  Tensor<T> dx;
  for (std::size_t i = this->size(); i-- > 0;) {
    first -= numbers[i];
    if (!this->runs_backward(i, pass)) continue;
    auto part = Tensor<T>::uninitialized(
        {shape.examples, numbers[i] / pixels, shape.height, shape.width});
    parallel_items(shape.examples, numbers[i], [&](std::size_t begin, std::size_t end) {
      for (std::size_t n = begin; n < end; ++n)
        std::copy_n(dy.data() + n * shape.features() + first, numbers[i],
                    part.data() + n * numbers[i]);
    });
    Tensor<T> branch = this->at(i).backward(std::move(part), pass);
    if (!pass.wants_input_gradient()) continue;
    if (dx.size() == 0)
      dx = std::move(branch);
    else
      dx += branch;
  }
  return dx;
}
// [Put the channels side by side, forward and back]

template class Concatenation<float>;
template class Concatenation<double>;

}  // namespace dln

#include "dln/core/tensor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "dln/core/error.hpp"
#include "dln/core/loops.hpp"

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace dln {

#ifdef __GLIBC__
namespace {
// What one training step frees, the next one takes again: if it went back to the system in
// between, the system would have to clear every page of it anew, which takes up to a quarter of
// a step.
[[maybe_unused]] const bool memory_is_kept =
    mallopt(M_MMAP_THRESHOLD, 1 << 30) == 1 &&
    mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max()) == 1;
}  // namespace
#endif

template <typename T>
Tensor<T>::Tensor(const Shape& shape, T value)
    : shape_(shape), values_(shape.size(), arma::fill::none) {
  values_.fill(value);
}

template <typename T>
Tensor<T>::Tensor(const Shape& shape, std::initializer_list<T> values)
    : shape_(shape), values_(values) {
  if (values.size() != shape.size())
    throw Error("Tensor " + to_string(shape), fmt::format("{} values", shape.size()),
                fmt::format("{}", values.size()));
}

template <typename T>
Tensor<T> Tensor<T>::uninitialized(const Shape& shape) {
  Tensor tensor;
  tensor.shape_ = shape;
  tensor.values_ = arma::Col<T>(shape.size(), arma::fill::none);
  return tensor;
}

template <typename T>
Tensor<T>& Tensor<T>::operator+=(const Tensor& other) {
  if (other.shape_ != shape_)
    throw Error("sum of tensors", to_string(shape_), to_string(other.shape_));
  parallel_items(size(), 1,
                 [sum = data(), term = other.data()](std::size_t begin, std::size_t end) {
                   for (std::size_t i = begin; i < end; ++i) sum[i] += term[i];
                 });
  return *this;
}

// [View the memory as a matrix or an image]
template <typename T>
arma::Mat<T> Tensor<T>::columns() & {
  return arma::Mat<T>(data(), shape_.features(), shape_.examples, /*copy_aux_mem=*/false,
                      /*strict=*/true);
}

template <typename T>
arma::Cube<T> Tensor<T>::image(std::size_t example) {
  T* first = data() + example * shape_.features();
  return arma::Cube<T>(first, shape_.width, shape_.height, shape_.channels,
                       /*copy_aux_mem=*/false, /*strict=*/true);
}
// [View the memory as a matrix or an image]

template <typename T>
const arma::Mat<T> Tensor<T>::columns() const& {
  return const_cast<Tensor*>(this)->columns();
}

template <typename T>
arma::Mat<T> Tensor<T>::columns() && {
  return arma::Mat<T>(data(), shape_.features(), shape_.examples);
}

template <typename T>
const arma::Cube<T> Tensor<T>::image(std::size_t example) const {
  return const_cast<Tensor*>(this)->image(example);
}

template <typename T>
Tensor<T> Tensor<T>::reshaped(const Shape& shape) const& {
  return Tensor(*this).reshaped(shape);
}

template <typename T>
Tensor<T> Tensor<T>::reshaped(const Shape& shape) && {
  if (shape.size() != size())
    throw Error("Tensor::reshaped",
                fmt::format("a shape of {} numbers ({})", size(), to_string(shape_)),
                fmt::format("{} ({})", shape.size(), to_string(shape)));
  shape_ = shape;
  return std::move(*this);
}

template <typename T>
Tensor<T> Tensor<T>::examples(const arma::uvec& indices) const {
  Tensor picked({indices.n_elem, shape_.channels, shape_.height, shape_.width});
  const std::size_t features = shape_.features();
  for (std::size_t i = 0; i < indices.n_elem; ++i) {
    if (indices[i] >= shape_.examples)
      throw Error("Tensor::examples", fmt::format("indices below {}", shape_.examples),
                  std::to_string(indices[i]));
    std::copy_n(data() + indices[i] * features, features, picked.data() + i * features);
  }
  return picked;
}

template <typename T>
Tensor<T> Tensor<T>::examples(std::size_t first, std::size_t count) const {
  if (first > shape_.examples || count > shape_.examples - first)
    throw Error("Tensor::examples", fmt::format("a range within {} examples", shape_.examples),
                fmt::format("{} from {}", count, first));
  Tensor picked({count, shape_.channels, shape_.height, shape_.width});
  std::copy_n(data() + first * shape_.features(), picked.size(), picked.data());
  return picked;
}

template class Tensor<float>;
template class Tensor<double>;

}  // namespace dln

/**
 * @file
 * The tensor: numbers with a shape, seen as a matrix or as images without a copy.
 */
#pragma once

#include <armadillo>
#include <initializer_list>

#include "dln/core/shape.hpp"

namespace dln {

/**
 * N x C x H x W numbers, the width fastest.
 *
 * That is the same memory as an Armadillo matrix with one example a column, so linear algebra
 * and images need no copy:
 * @code
 * scores.columns() = weight.columns().t() * images.columns();   // one product for the whole
 * batch double left_eye = images.image(0)(8, 10, 0);                   // x, y, channel of the
 * first image
 * @endcode
 * A view must not outlive its tensor.
 *
 * @tparam T float or double
 */
template <typename T>
class Tensor {
 public:
  /** An empty tensor: no examples. */
  Tensor() = default;

  /** A tensor of one value everywhere. @param shape its sizes @param value the value */
  explicit Tensor(const Shape& shape, T value = T(0));

  /**
   * A tensor of the given values, the width fastest.
   * @param shape its sizes
   * @param values as many as the shape has
   * @throws Error if their number is not the shape's
   */
  Tensor(const Shape& shape, std::initializer_list<T> values);

  /** A tensor whose numbers are whatever is in its memory, for one that writes them all. */
  [[nodiscard]] static Tensor uninitialized(const Shape& shape);

  /** The four sizes. @return the shape */
  [[nodiscard]] const Shape& shape() const { return shape_; }
  /** How many numbers. @return N * C * H * W */
  [[nodiscard]] std::size_t size() const { return values_.n_elem; }
  /** The first number in memory. @return a pointer to size() numbers */
  [[nodiscard]] T* data() { return values_.memptr(); }
  /** The first number in memory. @return a pointer to size() numbers */
  [[nodiscard]] const T* data() const { return values_.memptr(); }
  /** All numbers as one column. @return the column */
  [[nodiscard]] arma::Col<T>& values() { return values_; }
  /** All numbers as one column. @return the column */
  [[nodiscard]] const arma::Col<T>& values() const { return values_; }
  /** One number by its place in memory. @param index below size() @return the number */
  T& operator[](std::size_t index) { return values_[index]; }
  /** One number by its place in memory. @param index below size() @return the number */
  const T& operator[](std::size_t index) const { return values_[index]; }

  /** Adds a tensor of the same shape, number by number, by all threads; throws Error if the
   * shapes differ. */
  Tensor& operator+=(const Tensor& other);

  /** A view as a matrix with one example a column. @return (C*H*W) x N, sharing this memory */
  [[nodiscard]] arma::Mat<T> columns() &;
  /** A view as a matrix with one example a column. @return (C*H*W) x N, sharing this memory */
  [[nodiscard]] const arma::Mat<T> columns() const&;
  /** A temporary's numbers as a matrix. @return (C*H*W) x N, a copy, as the tensor is about to
   * end */
  [[nodiscard]] arma::Mat<T> columns() &&;

  /** A view of one example as an image. @param example below N @return a cube (x, y, channel)
   * sharing this memory */
  [[nodiscard]] arma::Cube<T> image(std::size_t example);
  /** A view of one example as an image. @param example below N @return a cube (x, y, channel)
   * sharing this memory */
  [[nodiscard]] const arma::Cube<T> image(std::size_t example) const;

  /**
   * The same numbers under another shape.
   * @param shape of the same size
   * @return the tensor
   * @throws Error if the sizes differ
   */
  [[nodiscard]] Tensor reshaped(const Shape& shape) const&;
  /** The same numbers under another shape, moved. @param shape of the same size @return the
   * tensor */
  [[nodiscard]] Tensor reshaped(const Shape& shape) &&;

  /**
   * Examples picked by index, copied in that order.
   * @param indices each below N
   * @return a tensor with one example an index
   * @throws Error if an index is not below N
   */
  [[nodiscard]] Tensor examples(const arma::uvec& indices) const;

  /**
   * Consecutive examples, copied.
   * @param first the first example
   * @param count how many
   * @return a tensor of `count` examples
   * @throws Error if they reach past N
   */
  [[nodiscard]] Tensor examples(std::size_t first, std::size_t count) const;

 private:
  Shape shape_;
  arma::Col<T> values_;
};

}  // namespace dln

#include "dln/layers/plain.hpp"

#include <cmath>

namespace dln::plain {
namespace {

/** One example as a matrix: a column for each channel. */
template <typename T>
arma::Mat<T> channels_of(const Tensor<T>& tensor, std::size_t example) {
  const Shape& shape = tensor.shape();
  return arma::Mat<T>(tensor.data() + example * shape.features(), shape.height * shape.width,
                      shape.channels);
}

/** Every column becomes the sum of the `size` columns around it, as far as they exist. */
template <typename T>
arma::Mat<T> sum_of_neighbours(const arma::Mat<T>& matrix, std::size_t size) {
  arma::Mat<T> sums(arma::size(matrix), arma::fill::zeros);
  const std::size_t half = size / 2, channels = matrix.n_cols;
  for (std::size_t i = 0; i < channels; ++i)
    for (std::size_t j = i - std::min(i, half); j <= std::min(i + half, channels - 1); ++j)
      sums.col(i) += matrix.col(j);
  return sums;
}

/** Calls body(plane, output, patch) for every window: its plane, its place in y, and what it
 * sees. */
template <typename Body>
void for_each_window(const Pooling& window, const Shape& x, const Body& body) {
  const Shape y = window.output_shape("plain", x);
  for (std::size_t plane = 0, output = 0; plane < x.examples * x.channels; ++plane)
    for (std::size_t p = 0; p < y.height; ++p)
      for (std::size_t q = 0; q < y.width; ++q, ++output)
        body(plane * x.height * x.width, output, window.patch(x, p, q));
}

template <typename T>
T pixels(const Patch& patch) {
  return static_cast<T>((patch.bottom - patch.top) * (patch.right - patch.left));
}

}  // namespace

// [Forward through the dense layer]
template <typename T>
Tensor<T> dense(const Tensor<T>& x /* N x D */, const Tensor<T>& weight /* M x D */,
                const Tensor<T>& bias /* M */) {
  Tensor<T> y({x.shape().examples, weight.shape().examples, 1, 1});  // N x M
  y.columns() = weight.columns().t() * x.columns();
  y.columns().each_col() += bias.values();
  return y;
}
// [Forward through the dense layer]

// [Backward through the dense layer]
template <typename T>
DenseGradients<T> dense_backward(const Tensor<T>& x /* N x D */, const Tensor<T>& weight,
                                 const Tensor<T>& dy) {
  DenseGradients<T> d{Tensor<T>(x.shape()), Tensor<T>(weight.shape()),
                      Tensor<T>({1, dy.shape().features(), 1, 1})};
  d.dx.columns() = weight.columns() * dy.columns();
  d.dweight.columns() = x.columns() * dy.columns().t();
  d.dbias.values() = arma::sum(dy.columns(), 1);
  return d;
}
// [Backward through the dense layer]

template <typename T>
Greatest<T> max_pool(const Pooling& window, const Tensor<T>& x /* N x C x H x W */) {
  Tensor<T> y(window.output_shape("plain", x.shape()));  // N x C x P x Q
  std::vector<std::size_t> taken(y.size());
  const std::size_t width = x.shape().width;
  for_each_window(window, x.shape(),
                  [&](std::size_t plane, std::size_t output, const Patch& patch) {
                    // [Take the greatest pixel of every window]
                    const T* image = x.data() + plane;
                    std::size_t best = patch.top * width + patch.left;
                    for (std::size_t i = patch.top; i < patch.bottom; ++i)
                      for (std::size_t j = patch.left; j < patch.right; ++j) {
                        const std::size_t pixel = i * width + j;
                        // Also true where the pixel is not a number; once such a pixel is the
                        // best, it stays.
                        if (!(image[pixel] <= image[best]) && !std::isnan(image[best]))
                          best = pixel;
                      }
                    y[output] = image[best];
                    taken[output] = plane + best;
                    // [Take the greatest pixel of every window]
                  });
  return {y, taken};
}

template <typename T>
Tensor<T> max_pool_backward(const Shape& x, const std::vector<std::size_t>& taken,
                            const Tensor<T>& dy) {
  // [Send each gradient to the pixel that won]
  Tensor<T> dx(x);
  for (std::size_t output = 0; output < dy.size(); ++output) dx[taken[output]] += dy[output];
  // [Send each gradient to the pixel that won]
  return dx;
}

template <typename T>
Tensor<T> average_pool(const Pooling& window, const Tensor<T>& x /* N x C x H x W */) {
  Tensor<T> y(window.output_shape("plain", x.shape()));  // N x C x P x Q
  for_each_window(window, x.shape(),
                  [&](std::size_t plane, std::size_t output, const Patch& patch) {
                    for (std::size_t i = patch.top; i < patch.bottom; ++i)
                      for (std::size_t j = patch.left; j < patch.right; ++j)
                        y[output] += x[plane + i * x.shape().width + j];
                    y[output] /= pixels<T>(patch);
                  });
  return y;
}

template <typename T>
Tensor<T> average_pool_backward(const Pooling& window, const Shape& x,
                                const Tensor<T>& dy /* N x C x P x Q */) {
  Tensor<T> dx(x);
  for_each_window(window, x, [&](std::size_t plane, std::size_t output, const Patch& patch) {
    for (std::size_t i = patch.top; i < patch.bottom; ++i)
      for (std::size_t j = patch.left; j < patch.right; ++j)
        dx[plane + i * x.width + j] += dy[output] / pixels<T>(patch);
  });
  return dx;
}

template <typename T>
Tensor<T> local_response_norm(const Tensor<T>& x, std::size_t size, T alpha, T beta, T k) {
  Tensor<T> y(x.shape());
  for (std::size_t n = 0; n < x.shape().examples; ++n) {
    const arma::Mat<T> X = channels_of(x, n);  // HW x C
    const arma::Mat<T> S = k + alpha * sum_of_neighbours<T>(arma::square(X), size);
    y.columns().col(n) = arma::vectorise(X % arma::pow(S, -beta));
  }
  return y;
}

template <typename T>
Tensor<T> local_response_norm_backward(const Tensor<T>& x, const Tensor<T>& dy,
                                       std::size_t size, T alpha, T beta, T k) {
  Tensor<T> dx(x.shape());
  for (std::size_t n = 0; n < x.shape().examples; ++n) {
    const arma::Mat<T> X = channels_of(x, n), D = channels_of(dy, n);  // HW x C, D for dy
    const arma::Mat<T> S = k + alpha * sum_of_neighbours<T>(arma::square(X), size);
    const arma::Mat<T> power = arma::pow(S, -beta);  // y = x % power
    const arma::Mat<T> spread = sum_of_neighbours<T>(D % X % power / S, size);
    dx.columns().col(n) = arma::vectorise(D % power - 2 * alpha * beta * X % spread);
  }
  return dx;
}

#define DLN_INSTANTIATE(T)                                                                  \
  template Tensor<T> dense(const Tensor<T>&, const Tensor<T>&, const Tensor<T>&);           \
  template DenseGradients<T> dense_backward(const Tensor<T>&, const Tensor<T>&,             \
                                            const Tensor<T>&);                              \
  template Greatest<T> max_pool(const Pooling&, const Tensor<T>&);                          \
  template Tensor<T> max_pool_backward(const Shape&, const std::vector<std::size_t>&,       \
                                       const Tensor<T>&);                                   \
  template Tensor<T> average_pool(const Pooling&, const Tensor<T>&);                        \
  template Tensor<T> average_pool_backward(const Pooling&, const Shape&, const Tensor<T>&); \
  template Tensor<T> local_response_norm(const Tensor<T>&, std::size_t, T, T, T);           \
  template Tensor<T> local_response_norm_backward(const Tensor<T>&, const Tensor<T>&,       \
                                                  std::size_t, T, T, T);
DLN_INSTANTIATE(float)
DLN_INSTANTIATE(double)
#undef DLN_INSTANTIATE

}  // namespace dln::plain

#include "dln/layers/soft_argmax2d.hpp"

#include "dln/core/error.hpp"
#include "dln/core/loops.hpp"

namespace dln {
namespace {

/** The middles of `count` pixels, as shares of their row or column. */
template <typename T>
arma::Col<T> middles(std::size_t count) {
  return (arma::regspace<arma::Col<T>>(0, static_cast<double>(count) - 1) + T(0.5)) /
         static_cast<T>(count);
}

/** The pixels of a plane, x down the rows and y along the columns, without a copy. */
template <typename T>
arma::Mat<T> plane_of(Tensor<T>& x, std::size_t plane) {
  const Shape& shape = x.shape();
  return arma::Mat<T>(x.data() + plane * shape.height * shape.width, shape.width, shape.height,
                      false, true);
}

/** Calls body(plane) for every channel of every example, divided among the threads;
 * exponentials take their time. */
template <typename Body>
void for_each_channel(const Shape& x, const Body& body) {
  parallel_items(x.examples * x.channels, 8 * x.height * x.width,
                 [&](std::size_t begin, std::size_t end) {
                   for (std::size_t plane = begin; plane < end; ++plane) body(plane);
                 });
}

}  // namespace

template <typename T>
Tensor<T> spatial_softmax(Tensor<T> x) {
  for_each_channel(x.shape(), [&](std::size_t plane) {
    arma::Mat<T> p = plane_of(x, plane);
    p = arma::exp(p - p.max());  // no overflow
    p /= arma::accu(p);
  });
  return x;
}

template <typename T>
Shape SoftArgmax2d<T>::output_shape(const Shape& x) const {
  if (x.height * x.width == 0) throw Error("SoftArgmax2d", "at least one pixel", to_string(x));
  return {x.examples, 2 * x.channels, 1, 1};
}

template <typename T>
Tensor<T> SoftArgmax2d<T>::forward(Tensor<T> x /* N x C x H x W */, Pass<T>& pass) const {
  auto y = Tensor<T>::uninitialized(output_shape(x.shape()));  // N x 2C x 1 x 1
  const arma::Col<T> u = middles<T>(x.shape().width), v = middles<T>(x.shape().height);
  Tensor<T> weights = spatial_softmax(std::move(x));
  for_each_channel(weights.shape(), [&](std::size_t plane) {
    const arma::Mat<T> p = plane_of(weights, plane);
    // [Weigh the places of all pixels]
    y[2 * plane] = arma::accu(p.t() * u);
    y[2 * plane + 1] = arma::accu(p * v);
    // [Weigh the places of all pixels]
  });
  pass.push(std::move(weights));
  pass.push(y);
  return y;
}

template <typename T>
Tensor<T> SoftArgmax2d<T>::backward(Tensor<T> dy /* N x 2C x 1 x 1 */, Pass<T>& pass) const {
  const auto y = pass.template pop<Tensor<T>>(*this);  // N x 2C x 1 x 1
  auto dx = pass.template pop<Tensor<T>>(*this);       // N x C x H x W, the weights p at first
  const arma::Col<T> u = middles<T>(dx.shape().width), v = middles<T>(dx.shape().height);
  for_each_channel(dx.shape(), [&](std::size_t plane) {
    arma::Mat<T> p = plane_of(dx, plane);
    // [Pull the weights towards where the place should be]
    arma::Mat<T> pull(p.n_rows, p.n_cols);
    pull.each_col() = (u - y[2 * plane]) * dy[2 * plane];
    pull.each_row() += ((v - y[2 * plane + 1]) * dy[2 * plane + 1]).t();
    p %= pull;
    // [Pull the weights towards where the place should be]
  });
  return dx;
}

template class SoftArgmax2d<float>;
template class SoftArgmax2d<double>;
template Tensor<float> spatial_softmax(Tensor<float> x);
template Tensor<double> spatial_softmax(Tensor<double> x);

}  // namespace dln

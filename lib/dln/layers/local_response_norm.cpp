#include "dln/layers/local_response_norm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "dln/core/error.hpp"
#include "dln/core/loops.hpp"

namespace dln {
namespace {

/** Planes [first, last) of an example: the channels around one of them. */
struct Neighbours {
  std::size_t first;
  std::size_t last;

  Neighbours(const Shape& x, std::size_t plane, std::size_t size)
      : first(plane - std::min(plane % x.channels, size / 2)),
        last(plane + 1 + std::min(x.channels - 1 - plane % x.channels, size / 2)) {}
};

/**
 * s^-beta; for the usual beta, 3/4, from roots, of which the machine takes a vector at once.
 */
template <typename T>
void powers(const T* s, std::size_t count, T beta, T* power) {
  if (beta == T(0.75))
    for (std::size_t i = 0; i < count; ++i) power[i] = T(1) / std::sqrt(s[i] * std::sqrt(s[i]));
  else
    for (std::size_t i = 0; i < count; ++i) power[i] = std::pow(s[i], -beta);
}

constexpr std::size_t response_work =
    8;  // a number here takes as long as so many in a simple loop

}  // namespace

template <typename T>
LocalResponseNorm<T>::LocalResponseNorm(std::size_t size, double alpha, double beta, double k)
    : size_(size),
      alpha_(static_cast<T>(alpha)),
      beta_(static_cast<T>(beta)),
      k_(static_cast<T>(k)) {
  if (size % 2 == 0)
    throw Error("LocalResponseNorm", "an odd number of channels", std::to_string(size));
  if (!(k > 0)) throw Error("LocalResponseNorm", "k above 0", std::to_string(k));
}

template <typename T>
std::string LocalResponseNorm<T>::name() const {
  return fmt::format("LocalResponseNorm({})", size_);
}

template <typename T>
Tensor<T> LocalResponseNorm<T>::forward(Tensor<T> x /* N x C x H x W */, Pass<T>& pass) const {
  const Shape shape = x.shape();
  auto y = Tensor<T>::uninitialized(shape), s = Tensor<T>::uninitialized(shape);
  const std::size_t pixels = shape.height * shape.width;
  parallel_items(shape.examples * shape.channels, response_work * pixels,
                 [&](std::size_t begin, std::size_t end) {
                   for (std::size_t i = begin; i < end; ++i) {
                     T* sums = s.data() + i * pixels;
                     T* output = y.data() + i * pixels;
                     std::fill_n(sums, pixels, T(0));
                     const Neighbours neighbours(shape, i, size_);
                     for (std::size_t j = neighbours.first; j < neighbours.last; ++j) {
                       const T* input = x.data() + j * pixels;
                       for (std::size_t pixel = 0; pixel < pixels; ++pixel)
                         sums[pixel] += input[pixel] * input[pixel];
                     }
                     for (std::size_t pixel = 0; pixel < pixels; ++pixel)
                       sums[pixel] = k_ + alpha_ * sums[pixel];
                     powers(sums, pixels, beta_, output);
                     const T* input = x.data() + i * pixels;
                     for (std::size_t pixel = 0; pixel < pixels; ++pixel)
                       output[pixel] *= input[pixel];
                   }
                 });
  pass.push(std::move(x));
  pass.push(std::move(s));
  return y;
}

template <typename T>
Tensor<T> LocalResponseNorm<T>::backward(Tensor<T> dy /* N x C x H x W */,
                                         Pass<T>& pass) const {
  auto s = pass.template pop<Tensor<T>>(*this);
  const auto x = pass.template pop<Tensor<T>>(*this);
  const Shape& shape = x.shape();
  // What each number gives to itself, dy / s^beta, takes the place of dy; dy y / s, which its
  // neighbours want, that of s.
  parallel_items(x.size(), response_work, [&](std::size_t begin, std::size_t end) {
    std::vector<T> power(end - begin);
    powers(s.data() + begin, end - begin, beta_, power.data());
    for (std::size_t i = begin; i < end; ++i) {
      dy[i] *= power[i - begin];
      s[i] = dy[i] * x[i] / s[i];
    }
  });
  const std::size_t pixels = shape.height * shape.width;
  parallel_items(shape.examples * shape.channels, response_work * pixels,
                 [&](std::size_t begin, std::size_t end) {
                   std::vector<T> spread(pixels);
                   for (std::size_t j = begin; j < end; ++j) {
                     std::fill(spread.begin(), spread.end(), T(0));
                     const Neighbours neighbours(shape, j, size_);
                     for (std::size_t i = neighbours.first; i < neighbours.last; ++i) {
                       const T* wanted = s.data() + i * pixels;
                       for (std::size_t pixel = 0; pixel < pixels; ++pixel)
                         spread[pixel] += wanted[pixel];
                     }
                     T* dx = dy.data() + j * pixels;
                     const T* input = x.data() + j * pixels;
                     for (std::size_t pixel = 0; pixel < pixels; ++pixel)
                       dx[pixel] -= 2 * alpha_ * beta_ * input[pixel] * spread[pixel];
                   }
                 });
  return dy;
}

template class LocalResponseNorm<float>;
template class LocalResponseNorm<double>;

}  // namespace dln

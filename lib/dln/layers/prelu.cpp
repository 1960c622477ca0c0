#include "dln/layers/prelu.hpp"

#include <fmt/format.h>

#include <cmath>

#include "dln/core/error.hpp"
#include "dln/core/loops.hpp"

namespace dln {
template <typename T>
PReLU<T>::PReLU(std::size_t channels, T slope)
    : slope_{Tensor<T>({1, channels, 1, 1}, slope), ParameterKind::bias} {
  if (channels == 0) throw Error("PReLU", "at least one slope", "0");
}

template <typename T>
std::string PReLU<T>::name() const {
  return fmt::format("PReLU({})", slope_.value.size());
}

template <typename T>
Shape PReLU<T>::output_shape(const Shape& x) const {
  if (const std::size_t slopes = slope_.value.size(); slopes != 1 && slopes != x.channels)
    throw Error("PReLU", fmt::format("{} channels", slopes), std::to_string(x.channels));
  return x;
}

// [Bend by a slope that is learnt]
template <typename T>
Tensor<T> PReLU<T>::forward(Tensor<T> x /* N x C x H x W */, Pass<T>& pass) const {
  const Shape shape = output_shape(x.shape());
  if (pass.keeps()) pass.push(x);
  const std::size_t pixels = shape.height * shape.width;
  parallel_items(shape.examples * shape.channels, pixels,
                 [&](std::size_t first, std::size_t last) {
                   for (std::size_t plane = first; plane < last; ++plane) {
                     const T a = slope_.value[plane % shape.channels % slope_.value.size()];
                     for (T* pixel = x.data() + plane * pixels;
                          pixel != x.data() + (plane + 1) * pixels; ++pixel)
                       if (*pixel < T(0)) *pixel *= a;
                   }
                 });
  return x;
}

template <typename T>
Tensor<T> PReLU<T>::backward(Tensor<T> dy /* N x C x H x W */, Pass<T>& pass) const {
  const auto x = pass.template pop<Tensor<T>>(*this);
  const Shape& shape = x.shape();
  const std::size_t pixels = shape.height * shape.width, slopes = slope_.value.size();
  arma::Col<T> da(shape.examples * shape.channels,
                  arma::fill::zeros);  // a plane each, then summed in their order
  parallel_items(da.n_elem, pixels, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first * pixels; i < last * pixels; ++i) {
      const std::size_t plane = i / pixels;
      if (x[i] > T(0)) continue;
      da[plane] += x[i] * dy[i];
      dy[i] *= slope_.value[plane % shape.channels % slopes];
    }
  });
  if (slope_.learns())
    for (std::size_t plane = 0; plane < da.n_elem; ++plane)
      pass.gradient(slope_)[plane % shape.channels % slopes] += da[plane];
  return dy;
}
// [Bend by a slope that is learnt]

template <typename T>
RReLU<T>::RReLU(T low, T high) : low_(low), high_(high) {
  if (!(low >= T(0) && low <= high && std::isfinite(high)))
    throw Error("RReLU", "slopes with 0 <= low <= high", fmt::format("{} and {}", low, high));
}

template <typename T>
std::string RReLU<T>::name() const {
  return fmt::format("RReLU({:.3g}, {:.3g})", low_, high_);
}

// [Bend by slopes that are drawn]
template <typename T>
Tensor<T> RReLU<T>::forward(Tensor<T> x /* any shape */, Pass<T>& pass) const {
  Tensor<T> slopes(x.shape(), T(1));  // 1 above zero
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!(x[i] < T(0))) continue;
    const bool draws = pass.mode() == Mode::train;
    slopes[i] = draws ? static_cast<T>(pass.random().uniform(low_, high_)) : (low_ + high_) / 2;
  }
  x.values() %= slopes.values();
  pass.push(std::move(slopes));
  return x;
}

template <typename T>
Tensor<T> RReLU<T>::backward(Tensor<T> dy /* any shape */, Pass<T>& pass) const {
  dy.values() %= pass.template pop<Tensor<T>>(*this).values();
  return dy;
}
// [Bend by slopes that are drawn]

template class PReLU<float>;
template class PReLU<double>;
template class RReLU<float>;
template class RReLU<double>;

}  // namespace dln

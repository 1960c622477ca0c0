#include "dln/layers/group_norm.hpp"

#include <fmt/format.h>

#include <cmath>

#include "dln/core/error.hpp"
#include "dln/core/loops.hpp"
#include "dln/core/sums.hpp"

namespace dln {
namespace {

constexpr std::size_t group_norm_work =
    4;  // a number here takes as long as so many in a simple loop

}  // namespace

template <typename T>
GroupNorm<T>::GroupNorm(std::size_t groups, std::size_t channels, double epsilon)
    : groups_(groups),
      epsilon_(epsilon),
      gamma_{Tensor<T>({1, channels, 1, 1}, T(1)), ParameterKind::bias},
      beta_{Tensor<T>({1, channels, 1, 1}, T(0)), ParameterKind::bias} {
  if (groups == 0 || channels == 0 || channels % groups != 0)
    throw Error("GroupNorm", fmt::format("groups that divide {} channels", channels),
                std::to_string(groups));
  if (!(epsilon > 0 && std::isfinite(epsilon)))
    throw Error("GroupNorm", "epsilon above 0", fmt::format("{}", epsilon));
}

template <typename T>
std::string GroupNorm<T>::name() const {
  return fmt::format("GroupNorm({}, {})", groups_, gamma_.value.size());
}

template <typename T>
Shape GroupNorm<T>::output_shape(const Shape& x) const {
  if (x.channels != gamma_.value.size())
    throw Error("GroupNorm", fmt::format("{} channels", gamma_.value.size()),
                std::to_string(x.channels));
  return x;
}

template <typename T>
Cost GroupNorm<T>::cost(const Shape& x) const {
  return {x.size(), (x.size() + x.examples * groups_) * sizeof(T)};
}

template <typename T>
Tensor<T> GroupNorm<T>::forward(Tensor<T> x /* N x C x H x W */, Pass<T>& pass) const {
  const Shape shape = output_shape(x.shape());
  const std::size_t pixels = shape.height * shape.width;
  const std::size_t size =
      shape.channels / groups_ * pixels;  // the group's numbers lie in a row
  const auto count = static_cast<double>(size);
  Tensor<T> inverse({shape.examples, groups_, 1, 1});
  auto y = Tensor<T>::uninitialized(shape);
  parallel_items(shape.examples * groups_, group_norm_work * size,
                 [&](std::size_t first, std::size_t last) {
                   for (std::size_t group = first; group < last; ++group) {
                     const std::size_t begin = group * size, end = begin + size;
                     // [Normalize a group of one example]
                     const double mean =
                         sum_of_range(begin, end, [&](std::size_t i) { return x[i]; }) / count;
                     const auto squared = [&](std::size_t i) {
                       const double difference = static_cast<double>(x[i]) - mean;
                       return difference * difference;
                     };
                     const double variance = sum_of_range(begin, end, squared) / count;
                     inverse[group] = static_cast<T>(1 / std::sqrt(variance + epsilon_));
                     for (std::size_t plane = begin / pixels; plane < end / pixels; ++plane) {
                       const std::size_t c = plane % shape.channels;
                       for (std::size_t i = plane * pixels; i < (plane + 1) * pixels; ++i) {
                         x[i] = (x[i] - static_cast<T>(mean)) * inverse[group];  // now xhat
                         y[i] = gamma_.value[c] * x[i] + beta_.value[c];
                       }
                     }
                     // [Normalize a group of one example]
                   }
                 });
  pass.push(std::move(x));
  pass.push(std::move(inverse));
  return y;
}

template <typename T>
Tensor<T> GroupNorm<T>::backward(Tensor<T> dy /* N x C x H x W */, Pass<T>& pass) const {
  const auto inverse = pass.template pop<Tensor<T>>(*this);
  const auto xhat = pass.template pop<Tensor<T>>(*this);
  const Shape& shape = xhat.shape();
  const std::size_t pixels = shape.height * shape.width;
  const std::size_t size = shape.channels / groups_ * pixels;
  const auto count = static_cast<double>(size);
  Tensor<T> dgamma({1, shape.channels, 1, 1}), dbeta({1, shape.channels, 1, 1});
  parallel_items(
      shape.channels, group_norm_work * shape.examples * pixels, [&](auto first, auto last) {
        for (std::size_t c = first; c < last; ++c) {
          double scaled = 0, shifted = 0;
          for (std::size_t n = 0; n < shape.examples; ++n) {
            const std::size_t begin = (n * shape.channels + c) * pixels;
            scaled += sum_of_range(begin, begin + pixels, [&](std::size_t i) {
              return static_cast<double>(dy[i]) * static_cast<double>(xhat[i]);
            });
            shifted +=
                sum_of_range(begin, begin + pixels, [&](std::size_t i) { return dy[i]; });
          }
          dgamma[c] = static_cast<T>(scaled);
          dbeta[c] = static_cast<T>(shifted);
        }
      });
  pass.add_gradient(gamma_, std::move(dgamma));
  pass.add_gradient(beta_, std::move(dbeta));
  parallel_items(
      shape.examples * groups_, group_norm_work * size,
      [&](std::size_t first, std::size_t last) {
        for (std::size_t group = first; group < last; ++group) {
          const std::size_t begin = group * size, end = begin + size;
          for (std::size_t plane = begin / pixels; plane < end / pixels; ++plane)
            for (std::size_t i = plane * pixels; i < (plane + 1) * pixels; ++i)
              dy[i] *= gamma_.value[plane % shape.channels];  // from here on, that of xhat
          const double mean =
              sum_of_range(begin, end, [&](std::size_t i) { return dy[i]; }) / count;
          const double along =
              sum_of_range(begin, end,
                           [&](std::size_t i) {
                             return static_cast<double>(dy[i]) * static_cast<double>(xhat[i]);
                           }) /
              count;
          for (std::size_t i = begin; i < end; ++i)  // and from here on, that of x
            dy[i] = (dy[i] - static_cast<T>(mean) - xhat[i] * static_cast<T>(along)) *
                    inverse[group];
        }
      });
  return dy;
}

template class GroupNorm<float>;
template class GroupNorm<double>;

}  // namespace dln

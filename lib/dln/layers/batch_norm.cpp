#include "dln/layers/batch_norm.hpp"

#include <fmt/format.h>

#include <cmath>

#include "dln/core/error.hpp"
#include "dln/core/loops.hpp"
#include "dln/core/sums.hpp"

namespace dln {
namespace {

constexpr std::size_t batch_norm_work =
    4;  // a number here takes as long as so many in a simple loop

/** The sum of term(i, c) over the batch for the channels c = first ... last - 1, the examples
 * added in their order. */
template <typename Term>
void sum_channels(const Shape& x, std::size_t first, std::size_t last, arma::vec& sums,
                  const Term& term) {
  const std::size_t pixels = x.height * x.width;
  for (std::size_t c = first; c < last; ++c) sums[c] = 0;
  for (std::size_t n = 0; n < x.examples; ++n)
    for (std::size_t c = first; c < last; ++c) {
      const std::size_t begin = (n * x.channels + c) * pixels;
      if (pixels == 1)
        sums[c] += static_cast<double>(term(begin, c));
      else
        sums[c] +=
            sum_of_range(begin, begin + pixels, [&](std::size_t i) { return term(i, c); });
    }
}

/** Calls body(i, c) for every number of the channels c = first ... last - 1. */
template <typename Body>
void each_number(const Shape& x, std::size_t first, std::size_t last, const Body& body) {
  const std::size_t pixels = x.height * x.width;
  for (std::size_t n = 0; n < x.examples; ++n)
    for (std::size_t c = first; c < last; ++c)
      for (std::size_t i = (n * x.channels + c) * pixels, end = i + pixels; i < end; ++i)
        body(i, c);
}

template <typename T>
Parameter<T> one_a_channel(std::size_t channels, T value, ParameterKind kind) {
  return {Tensor<T>({1, channels, 1, 1}, value), kind};
}

}  // namespace

template <typename T>
BatchNorm<T>::BatchNorm(std::size_t channels, double epsilon, double momentum)
    : epsilon_(epsilon),
      momentum_(momentum),
      gamma_(one_a_channel(channels, T(1), ParameterKind::bias)),
      beta_(one_a_channel(channels, T(0), ParameterKind::bias)),
      mean_(one_a_channel(channels, T(0), ParameterKind::statistic)),
      variance_(one_a_channel(channels, T(1), ParameterKind::statistic)) {
  if (channels == 0) throw Error("BatchNorm", "at least one channel", "0");
  if (!(epsilon > 0 && std::isfinite(epsilon)))
    throw Error("BatchNorm", "epsilon above 0", fmt::format("{}", epsilon));
  if (!(momentum > 0 && momentum <= 1))
    throw Error("BatchNorm", "a momentum in (0, 1]", fmt::format("{}", momentum));
}

template <typename T>
std::string BatchNorm<T>::name() const {
  return fmt::format("BatchNorm({})", gamma_.value.size());
}

template <typename T>
Shape BatchNorm<T>::output_shape(const Shape& x) const {
  if (x.channels != gamma_.value.size())
    throw Error("BatchNorm", fmt::format("{} channels", gamma_.value.size()),
                std::to_string(x.channels));
  return x;
}

template <typename T>
Cost BatchNorm<T>::cost(const Shape& x) const {
  return {x.size(), (x.size() + x.channels) * sizeof(T)};
}

template <typename T>
ParameterList<T> BatchNorm<T>::parameters() {
  return {{"gamma", &gamma_}, {"beta", &beta_}, {"mean", &mean_}, {"variance", &variance_}};
}

template <typename T>
Tensor<T> BatchNorm<T>::forward(Tensor<T> x /* N x C x H x W */, Pass<T>& pass) const {
  const Shape shape = output_shape(x.shape());
  const std::size_t count = shape.size() / shape.channels;
  const bool learning = pass.mode() == Mode::train;
  if (learning && count < 2)
    throw Error("BatchNorm", "at least 2 numbers a channel to learn from",
                std::to_string(count));
  arma::vec mean(shape.channels), variance(shape.channels);
  Tensor<T> inverse({1, shape.channels, 1, 1});
  auto y = Tensor<T>::uninitialized(shape);
  const auto n = static_cast<double>(count);
  parallel_items(
      shape.channels, batch_norm_work * count, [&](std::size_t first, std::size_t last) {
        // [Take each channel's mean and variance]
        if (learning) {
          sum_channels(shape, first, last, mean,
                       [&](std::size_t i, std::size_t) { return x[i]; });
          for (std::size_t c = first; c < last; ++c) mean[c] /= n;
          sum_channels(shape, first, last, variance, [&](std::size_t i, std::size_t c) {
            const double difference = static_cast<double>(x[i]) - mean[c];
            return difference * difference;
          });
          for (std::size_t c = first; c < last; ++c) variance[c] /= n;
        } else {
          for (std::size_t c = first; c < last; ++c)
            mean[c] = static_cast<double>(mean_.value[c]);
          for (std::size_t c = first; c < last; ++c)
            variance[c] = static_cast<double>(variance_.value[c]);
        }
        // [Take each channel's mean and variance]
        // [Normalize, scale and shift]
        for (std::size_t c = first; c < last; ++c)
          inverse[c] = static_cast<T>(1 / std::sqrt(variance[c] + epsilon_));
        each_number(shape, first, last, [&](std::size_t i, std::size_t c) {
          x[i] = (x[i] - static_cast<T>(mean[c])) * inverse[c];  // from here on, x is xhat
          y[i] = gamma_.value[c] * x[i] + beta_.value[c];
        });
        // [Normalize, scale and shift]
      });
  if (learning) {
    // [Let the running values follow]
    Tensor<T>& next_mean = pass.next(mean_);
    Tensor<T>& next_variance = pass.next(variance_);
    for (std::size_t c = 0; c < shape.channels; ++c) {
      next_mean[c] += static_cast<T>(momentum_ * (mean[c] - static_cast<double>(next_mean[c])));
      const double unbiased = variance[c] * n / (n - 1);
      next_variance[c] +=
          static_cast<T>(momentum_ * (unbiased - static_cast<double>(next_variance[c])));
    }
    // [Let the running values follow]
  }
  pass.push(std::move(x));
  pass.push(std::move(inverse));
  return y;
}

template <typename T>
Tensor<T> BatchNorm<T>::backward(Tensor<T> dy /* N x C x H x W */, Pass<T>& pass) const {
  const auto inverse = pass.template pop<Tensor<T>>(*this);
  const auto xhat = pass.template pop<Tensor<T>>(*this);
  const Shape& shape = xhat.shape();
  const std::size_t count = shape.size() / shape.channels;
  const double n = pass.mode() == Mode::train ? static_cast<double>(count)
                                              : arma::datum::inf;  // in use, all is fixed
  arma::vec dgamma(shape.channels), dbeta(shape.channels);
  parallel_items(
      shape.channels, batch_norm_work * count, [&](std::size_t first, std::size_t last) {
        // [Take away what mean and variance give back]
        sum_channels(shape, first, last, dbeta,
                     [&](std::size_t i, std::size_t) { return dy[i]; });
        sum_channels(shape, first, last, dgamma,
                     [&](std::size_t i, std::size_t) { return dy[i] * xhat[i]; });
        each_number(shape, first, last, [&](std::size_t i, std::size_t c) {
          const T through_mean = static_cast<T>(dbeta[c] / n);
          const T through_variance = static_cast<T>(dgamma[c] / n) * xhat[i];
          dy[i] = gamma_.value[c] * inverse[c] * (dy[i] - through_mean - through_variance);
        });
        // [Take away what mean and variance give back]
      });
  const auto add = [&](const Parameter<T>& parameter, const arma::vec& sums) {
    if (!parameter.learns()) return;
    pass.gradient(parameter).values() += arma::conv_to<arma::Col<T>>::from(sums);
  };
  add(gamma_, dgamma);
  add(beta_, dbeta);
  return dy;
}

template <typename T>
void fold(BatchNorm<T>& normalization, Parameter<T>& weight, Parameter<T>& bias) {
  const std::size_t neurons = weight.value.shape().examples,
                    inputs = weight.value.shape().features();
  if (neurons != normalization.gamma().value.size())
    throw Error("fold",
                fmt::format("{} neurons or filters", normalization.gamma().value.size()),
                std::to_string(neurons));
  // [Fold the normalization into the layer before it]
  for (std::size_t m = 0; m < neurons; ++m) {
    const double variance = static_cast<double>(normalization.variance().value[m]);
    const T factor = normalization.gamma().value[m] *
                     static_cast<T>(1 / std::sqrt(variance + normalization.epsilon()));
    for (std::size_t i = m * inputs; i < (m + 1) * inputs; ++i) weight.value[i] *= factor;
    bias.value[m] = (bias.value[m] - normalization.mean().value[m]) * factor +
                    normalization.beta().value[m];
  }
  // [Fold the normalization into the layer before it]
}

template class BatchNorm<float>;
template class BatchNorm<double>;
template void fold(BatchNorm<float>&, Parameter<float>&, Parameter<float>&);
template void fold(BatchNorm<double>&, Parameter<double>&, Parameter<double>&);

}  // namespace dln

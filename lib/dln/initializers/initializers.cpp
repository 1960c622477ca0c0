#include "dln/initializers/initializers.hpp"

#include <algorithm>
#include <cmath>

namespace dln {
namespace {

template <typename T>
void draw_gaussian(Tensor<T>& weight, double variance, Random& random) {
  weight.values().imbue([&] { return static_cast<T>(std::sqrt(variance) * random.normal()); });
}

template <typename T>
void draw_uniform(Tensor<T>& weight, double variance, Random& random) {
  const double bound = std::sqrt(3 * variance);
  weight.values().imbue([&] { return static_cast<T>(random.uniform(-bound, bound)); });
}

// [Choose the variance by the fans]
double lecun_variance(const Fans& fans) { return 1.0 / static_cast<double>(fans.in); }
double glorot_variance(const Fans& fans) {
  return 2.0 / static_cast<double>(fans.in + fans.out);
}
double he_variance(const Fans& fans) { return 2.0 / static_cast<double>(fans.in); }
// [Choose the variance by the fans]

}  // namespace

template <typename T>
Initializer<T> constant(double value) {
  return [=](Tensor<T>& weight, const Fans&, Random&) {
    weight.values().fill(static_cast<T>(value));
  };
}

template <typename T>
Initializer<T> gaussian(double standard_deviation) {
  return [=](Tensor<T>& weight, const Fans&, Random& random) {
    draw_gaussian(weight, standard_deviation * standard_deviation, random);
  };
}

template <typename T>
Initializer<T> uniform(double bound) {
  return [=](Tensor<T>& weight, const Fans&, Random& random) {
    draw_uniform(weight, bound * bound / 3, random);
  };
}

template <typename T>
Initializer<T> lecun() {
  return [](Tensor<T>& weight, const Fans& fans, Random& random) {
    draw_gaussian(weight, lecun_variance(fans), random);
  };
}

template <typename T>
Initializer<T> glorot() {
  return [](Tensor<T>& weight, const Fans& fans, Random& random) {
    draw_gaussian(weight, glorot_variance(fans), random);
  };
}

template <typename T>
Initializer<T> glorot_uniform() {
  return [](Tensor<T>& weight, const Fans& fans, Random& random) {
    draw_uniform(weight, glorot_variance(fans), random);
  };
}

template <typename T>
Initializer<T> he() {
  return [](Tensor<T>& weight, const Fans& fans, Random& random) {
    draw_gaussian(weight, he_variance(fans), random);
  };
}

template <typename T>
Initializer<T> he_uniform() {
  return [](Tensor<T>& weight, const Fans& fans, Random& random) {
    draw_uniform(weight, he_variance(fans), random);
  };
}

namespace {

// Gram and Schmidt, each column twice, for rounding: what is left of a column is at right
// angles to those before it.
void orthonormalize(arma::mat& columns) {
  for (arma::uword i = 0; i < columns.n_cols; ++i) {
    for (int time = 0; time < 2; ++time)
      for (arma::uword j = 0; j < i; ++j)
        columns.col(i) -= arma::dot(columns.col(j), columns.col(i)) * columns.col(j);
    columns.col(i) /= arma::norm(columns.col(i));
  }
}

}  // namespace

template <typename T>
Initializer<T> orthogonal(double gain) {
  return [gain](Tensor<T>& weight, const Fans&, Random& random) {
    const arma::uword neurons = weight.shape().examples, inputs = weight.shape().features();
    arma::mat matrix(std::max(neurons, inputs), std::min(neurons, inputs));
    matrix.imbue([&] { return random.normal(); });
    orthonormalize(matrix);
    if (neurons > inputs) matrix = matrix.t();
    weight.columns() = arma::conv_to<arma::Mat<T>>::from(gain * matrix);
  };
}

template Initializer<float> constant(double);
template Initializer<double> constant(double);
template Initializer<float> gaussian(double);
template Initializer<double> gaussian(double);
template Initializer<float> uniform(double);
template Initializer<double> uniform(double);
template Initializer<float> lecun();
template Initializer<double> lecun();
template Initializer<float> glorot();
template Initializer<double> glorot();
template Initializer<float> glorot_uniform();
template Initializer<double> glorot_uniform();
template Initializer<float> he();
template Initializer<double> he();
template Initializer<float> he_uniform();
template Initializer<double> he_uniform();
template Initializer<float> orthogonal(double);
template Initializer<double> orthogonal(double);

}  // namespace dln

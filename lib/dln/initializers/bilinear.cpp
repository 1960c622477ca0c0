#include "dln/initializers/bilinear.hpp"

#include <cmath>

#include "dln/core/error.hpp"

namespace dln {

template <typename T>
Initializer<T> bilinear() {
  return [](Tensor<T>& weight, const Fans&, Random&) {
    const auto [K, C, R, S] = weight.shape();  // C of each group
    if (R != S || C == 0 || K % C != 0)
      throw Error("bilinear", "square filters, as many as channels", to_string(weight.shape()));
    weight.values().zeros();
    // [Build a pyramid in every filter]
    const std::size_t factor = (R + 1) / 2;
    const double middle = (static_cast<double>(R) - 1) / 2;
    arma::vec slope(R);
    for (std::size_t r = 0; r < R; ++r)
      slope[r] = 1 - std::abs(static_cast<double>(r) - middle) / static_cast<double>(factor);
    for (std::size_t k = 0; k < K; ++k)
      weight.image(k).slice(k % C) = arma::conv_to<arma::Mat<T>>::from(slope * slope.t());
    // [Build a pyramid in every filter]
  };
}

template Initializer<float> bilinear();
template Initializer<double> bilinear();

}  // namespace dln

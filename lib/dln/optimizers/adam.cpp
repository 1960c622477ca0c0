#include "dln/optimizers/adam.hpp"

#include <fmt/format.h>

#include <cmath>

#include "dln/core/error.hpp"

namespace dln {

template <typename T>
Adam<T>::Adam(Schedule learning_rate, T beta1, T beta2, T epsilon, Correction correction)
    : Optimizer<T>(std::move(learning_rate)),
      beta1_(beta1),
      beta2_(beta2),
      epsilon_(epsilon),
      correction_(correction) {
  expect_share("Adam", "a beta1", beta1);
  expect_share("Adam", "a beta2", beta2);
  if (!(epsilon > T(0))) throw Error("Adam", "an epsilon above 0", fmt::format("{}", epsilon));
}

template <typename T>
std::string Adam<T>::name() const {
  return fmt::format("Adam({}, {}, {}, {}{})", this->schedule().name(), beta1_, beta2_,
                     epsilon_, correction_ == Correction::none ? ", without correction" : "");
}

// [Divide the mean gradient by its root mean square]
template <typename T>
void Adam<T>::step(Numbers& w, const Numbers& dw, std::vector<Numbers>& memory, T rate,
                   std::size_t t) const {
  Numbers &m = memory[0], &v = memory[1];
  m = beta1_ * m + (1 - beta1_) * dw;
  v = beta2_ * v + (1 - beta2_) * arma::square(dw);
  const auto filled = [&](T beta) {
    return correction_ == Correction::none
               ? T(1)
               : static_cast<T>(1 - std::pow(static_cast<double>(beta), t));
  };
  const T m_share = filled(beta1_), v_share = filled(beta2_);
  w -= rate * (m / m_share) / (arma::sqrt(v / v_share) + epsilon_);
}
// [Divide the mean gradient by its root mean square]

template class Adam<float>;
template class Adam<double>;

}  // namespace dln

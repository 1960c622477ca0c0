#include "dln/optimizers/adagrad.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"

namespace dln {

template <typename T>
Adagrad<T>::Adagrad(Schedule learning_rate, T epsilon)
    : Optimizer<T>(std::move(learning_rate)), epsilon_(epsilon) {
  if (!(epsilon > T(0)))
    throw Error("Adagrad", "an epsilon above 0", fmt::format("{}", epsilon));
}

template <typename T>
std::string Adagrad<T>::name() const {
  return fmt::format("Adagrad({}, {})", this->schedule().name(), epsilon_);
}

// [Divide the gradient by the root of the sum of its squares]
template <typename T>
void Adagrad<T>::step(Numbers& w, const Numbers& dw, std::vector<Numbers>& memory, T rate,
                      std::size_t) const {
  Numbers& square = memory[0];
  square += arma::square(dw);
  w -= rate * dw / (arma::sqrt(square) + epsilon_);
}
// [Divide the gradient by the root of the sum of its squares]

template class Adagrad<float>;
template class Adagrad<double>;

}  // namespace dln

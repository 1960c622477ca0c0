#include "dln/optimizers/momentum.hpp"

#include <fmt/format.h>

namespace dln {

template <typename T>
Momentum<T>::Momentum(Schedule learning_rate, T momentum)
    : Optimizer<T>(std::move(learning_rate)), momentum_(momentum) {
  expect_share("Momentum", "a momentum", momentum);
}

template <typename T>
std::string Momentum<T>::name() const {
  return fmt::format("Momentum({}, {})", this->schedule().name(), momentum_);
}

// [Let the velocity gather the gradients]
template <typename T>
void Momentum<T>::step(Numbers& w, const Numbers& dw, std::vector<Numbers>& memory, T rate,
                       std::size_t) const {
  Numbers& v = memory[0];
  v = momentum_ * v - rate * dw;
  w += v;
}
// [Let the velocity gather the gradients]

template class Momentum<float>;
template class Momentum<double>;

}  // namespace dln

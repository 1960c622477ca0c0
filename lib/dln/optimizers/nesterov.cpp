#include "dln/optimizers/nesterov.hpp"

#include <fmt/format.h>

namespace dln {

template <typename T>
Nesterov<T>::Nesterov(Schedule learning_rate, T momentum)
    : Optimizer<T>(std::move(learning_rate)), momentum_(momentum) {
  expect_share("Nesterov", "a momentum", momentum);
}

template <typename T>
std::string Nesterov<T>::name() const {
  return fmt::format("Nesterov({}, {})", this->schedule().name(), momentum_);
}

// [Step from one place looked at to the next]
template <typename T>
void Nesterov<T>::step(Numbers& w, const Numbers& dw, std::vector<Numbers>& memory, T rate,
                       std::size_t) const {
  Numbers& v = memory[0];
  const Numbers before = v;
  v = momentum_ * v - rate * dw;
  w += -momentum_ * before + (1 + momentum_) * v;
}
// [Step from one place looked at to the next]

template class Nesterov<float>;
template class Nesterov<double>;

}  // namespace dln

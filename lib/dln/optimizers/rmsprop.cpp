#include "dln/optimizers/rmsprop.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"

namespace dln {

template <typename T>
RMSProp<T>::RMSProp(Schedule learning_rate, T kept, T epsilon)
    : Optimizer<T>(std::move(learning_rate)), kept_(kept), epsilon_(epsilon) {
  expect_share("RMSProp", "a share kept", kept);
  if (!(epsilon > T(0)))
    throw Error("RMSProp", "an epsilon above 0", fmt::format("{}", epsilon));
}

template <typename T>
std::string RMSProp<T>::name() const {
  return fmt::format("RMSProp({}, {}, {})", this->schedule().name(), kept_, epsilon_);
}

// [Divide the gradient by its running root mean square]
template <typename T>
void RMSProp<T>::step(Numbers& w, const Numbers& dw, std::vector<Numbers>& memory, T rate,
                      std::size_t) const {
  Numbers& square = memory[0];
  square = kept_ * square + (1 - kept_) * arma::square(dw);
  w -= rate * dw / (arma::sqrt(square) + epsilon_);
}
// [Divide the gradient by its running root mean square]

template class RMSProp<float>;
template class RMSProp<double>;

}  // namespace dln

#include "dln/optimizers/gradient_descent.hpp"

#include <fmt/format.h>

namespace dln {

template <typename T>
std::string GradientDescent<T>::name() const {
  return fmt::format("GradientDescent({})", this->schedule().name());
}

template <typename T>
void GradientDescent<T>::step(Numbers& w, const Numbers& dw, std::vector<Numbers>&, T rate,
                              std::size_t) const {
  w -= rate * dw;
}

template class GradientDescent<float>;
template class GradientDescent<double>;

}  // namespace dln

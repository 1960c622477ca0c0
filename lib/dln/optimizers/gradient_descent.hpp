/**
 * @file
 * Plain gradient descent.
 */
#pragma once

#include "dln/optimizers/optimizer.hpp"

namespace dln {

/** Gradient descent, w -= rate * dw: one step straight down the slope. Source: Cauchy 1847. */
template <typename T>
class GradientDescent final : public Optimizer<T> {
 public:
  using Optimizer<T>::Optimizer;
  [[nodiscard]] std::string name() const override;

 private:
  using typename Optimizer<T>::Numbers;
  void step(Numbers& w, const Numbers& dw, std::vector<Numbers>& memory, T rate,
            std::size_t t) const override;
};

}  // namespace dln

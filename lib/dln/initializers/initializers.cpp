#include "dln/initializers/initializers.hpp"

#include <cmath>

namespace dln {

template <typename T>
Initializer<T> gaussian(double standard_deviation) {
  return [standard_deviation](Tensor<T>& weight, std::size_t /*fan_in*/, Random& random) {
    weight.values().imbue([&] { return static_cast<T>(standard_deviation * random.normal()); });
  };
}

template <typename T>
Initializer<T> he() {
  return [](Tensor<T>& weight, std::size_t fan_in, Random& random) {
    gaussian<T>(std::sqrt(2.0 / static_cast<double>(fan_in)))(weight, fan_in, random);
  };
}

template Initializer<float> gaussian(double);
template Initializer<double> gaussian(double);
template Initializer<float> he();
template Initializer<double> he();

}  // namespace dln

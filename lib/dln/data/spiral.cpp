#include <cmath>

#include "dln/data/generated.hpp"

namespace dln {

template <typename T>
Dataset<T> spiral(std::size_t per_arm, Random random) {
  constexpr std::size_t arms = 3;
  Dataset<T> data{"spiral",
                  Tensor<T>({arms * per_arm, 2, 1, 1}),
                  arma::uvec(arms * per_arm),
                  {"one", "two", "three"}};
  for (std::size_t arm = 0; arm < arms; ++arm) {
    for (std::size_t i = 0; i < per_arm; ++i) {
      const double along = static_cast<double>(i) / static_cast<double>(per_arm);
      const double angle =
          4 * (static_cast<double>(arm) / arms + along) + 0.2 * random.normal();
      const std::size_t example = arm * per_arm + i;
      const auto round = [](double value) {
        return static_cast<T>(std::round(value * 65536) / 65536);
      };
      data.images[2 * example] = round(along * std::sin(angle));
      data.images[2 * example + 1] = round(along * std::cos(angle));
      data.labels[example] = arm;
    }
  }
  return data;
}

template Dataset<float> spiral(std::size_t, Random);
template Dataset<double> spiral(std::size_t, Random);

}  // namespace dln

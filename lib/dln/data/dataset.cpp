#include "dln/data/dataset.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dln/core/error.hpp"

namespace dln {

template <typename T>
Dataset<T> Dataset<T>::pick(const arma::uvec& indices) const {
  return {name, images.examples(indices), labels.elem(indices), class_names};
}

template <typename T>
std::pair<Dataset<T>, Dataset<T>> split(const Dataset<T>& data, std::size_t second,
                                        Random random) {
  if (second >= data.size())
    throw Error("split of " + data.name,
                fmt::format("a part of fewer than {} examples", data.size()),
                std::to_string(second));
  const arma::uvec order = random.permutation(data.size());
  return {data.pick(order.head(data.size() - second)), data.pick(order.tail(second))};
}

std::vector<arma::uvec> shuffled_batches(std::size_t examples, std::size_t batch_size,
                                         Random random) {
  if (batch_size == 0) throw Error("shuffled_batches", "a batch size of at least 1", "0");
  const arma::uvec order = random.permutation(examples);
  std::vector<arma::uvec> batches;
  for (std::size_t first = 0; first < examples; first += batch_size)
    batches.emplace_back(order.subvec(first, std::min(first + batch_size, examples) - 1));
  return batches;
}

template <typename T>
Tensor<T> mean_image(const Tensor<T>& images) {
  const Shape& shape = images.shape();
  if (shape.examples == 0) throw Error("mean_image", "at least one image", "none");
  Tensor<T> mean({1, shape.channels, shape.height, shape.width});
  mean.values() = arma::mean(images.columns(), 1);
  return mean;
}

template <typename T>
void subtract_mean(Tensor<T>& images, const Tensor<T>& mean) {
  if (mean.size() != images.shape().features())
    throw Error("subtract_mean",
                fmt::format("a mean of {} features", images.shape().features()),
                std::to_string(mean.size()));
  images.columns().each_col() -= mean.values();
}

template struct Dataset<float>;
template struct Dataset<double>;
template std::pair<Dataset<float>, Dataset<float>> split(const Dataset<float>&, std::size_t,
                                                         Random);
template std::pair<Dataset<double>, Dataset<double>> split(const Dataset<double>&, std::size_t,
                                                           Random);
template Tensor<float> mean_image(const Tensor<float>&);
template Tensor<double> mean_image(const Tensor<double>&);
template void subtract_mean(Tensor<float>&, const Tensor<float>&);
template void subtract_mean(Tensor<double>&, const Tensor<double>&);

}  // namespace dln

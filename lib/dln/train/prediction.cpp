#include "dln/train/prediction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "dln/core/error.hpp"

namespace dln {
namespace {

/** How many images go through at once: a million input numbers, but no more than keep the
 * threads busy. */
std::size_t prediction_batch(const Shape& images) {
  constexpr std::size_t numbers = 1U << 20U, enough = 256;
  return std::clamp<std::size_t>(numbers / std::max<std::size_t>(images.features(), 1), 1,
                                 enough);
}

}  // namespace

template <typename T>
Predictor<T>::Predictor(const Layer<T>& network)
    : network_(network), pass_(Mode::test, Random(0), Keep::nothing) {
  pass_.pack_weights();
}

template <typename T>
Tensor<T> predict(const Layer<T>& network, const Tensor<T>& images) {
  const std::size_t examples = images.shape().examples;
  if (examples == 0) return {};
  const std::size_t batch = prediction_batch(images.shape());
  if (examples <= batch) {
    Pass<T> pass(Mode::test, Random(0), Keep::nothing);
    return network.forward(images, pass);
  }
  Tensor<T> scores(network.output_shape(images.shape()));
  Predictor<T> predictor(network);
  for (std::size_t first = 0; first < examples; first += batch) {
    const Tensor<T> part = predictor(images.examples(first, std::min(batch, examples - first)));
    std::copy_n(part.data(), part.size(), scores.data() + first * scores.shape().features());
  }
  return scores;
}

template <typename T>
arma::uvec classify(const Tensor<T>& scores) {
  return arma::index_max(scores.columns(), 0).t();
}

double accuracy(const arma::uvec& answers, const arma::uvec& labels) {
  if (answers.n_elem != labels.n_elem)
    throw Error("accuracy", fmt::format("{} answers, one a label", labels.n_elem),
                std::to_string(answers.n_elem));
  if (labels.is_empty()) return std::numeric_limits<double>::quiet_NaN();
  return static_cast<double>(arma::accu(answers == labels)) /
         static_cast<double>(labels.n_elem);
}

template class Predictor<float>;
template class Predictor<double>;
template Tensor<float> predict(const Layer<float>&, const Tensor<float>&);
template Tensor<double> predict(const Layer<double>&, const Tensor<double>&);
template arma::uvec classify(const Tensor<float>&);
template arma::uvec classify(const Tensor<double>&);

}  // namespace dln

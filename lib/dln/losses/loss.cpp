#include "dln/losses/loss.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"

namespace dln {

template <typename T>
void expect_labels(const std::string& loss, const Tensor<T>& scores, const arma::uvec& labels) {
  if (labels.n_elem != scores.shape().examples)
    throw Error(loss, fmt::format("{} labels, one an example", scores.shape().examples), std::to_string(labels.n_elem));
  const std::size_t classes = scores.shape().features();
  for (const arma::uword label : labels)
    if (label >= classes) throw Error(loss, fmt::format("labels below {} classes", classes), std::to_string(label));
}

template void expect_labels(const std::string&, const Tensor<float>&, const arma::uvec&);
template void expect_labels(const std::string&, const Tensor<double>&, const arma::uvec&);

}  // namespace dln

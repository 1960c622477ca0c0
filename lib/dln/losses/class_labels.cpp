#include "dln/losses/class_labels.hpp"

#include <fmt/format.h>

#include "dln/core/error.hpp"

namespace dln {

template <typename T>
void expect_labels(const std::string& loss, const Tensor<T>& scores, const arma::uvec& labels) {
  const Shape& shape = scores.shape();
  const std::size_t positions = shape.examples * shape.height * shape.width;
  if (labels.n_elem != positions)
    throw Error(loss,
                fmt::format("{} labels, one a position of {}", positions, to_string(shape)),
                std::to_string(labels.n_elem));
  for (const arma::uword label : labels)
    if (label >= shape.channels && label != ignored_label)
      throw Error(loss, fmt::format("labels below {} classes", shape.channels),
                  std::to_string(label));
}

template void expect_labels(const std::string&, const Tensor<float>&, const arma::uvec&);
template void expect_labels(const std::string&, const Tensor<double>&, const arma::uvec&);

}  // namespace dln

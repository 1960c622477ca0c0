#include "dln/gradcheck/usual_slips.hpp"

namespace dln::gradcheck {
namespace {

Tensor<double> with_values(const Shape& shape, const arma::vec& values) {
  Tensor<double> tensor(shape);
  tensor.values() = values;
  return tensor;
}

// The sum over the batch for every feature; or over the batch and the image as well, for every
// channel.
arma::vec summed(const Shape& shape, const arma::vec& values, bool by_channel) {
  const arma::vec by_feature =
      arma::sum(arma::reshape(values, shape.features(), shape.examples), 1);
  if (!by_channel) return by_feature;
  return arma::sum(arma::reshape(by_feature, shape.height * shape.width, shape.channels), 0)
      .t();
}

}  // namespace

std::vector<Term> usual_factors(const Trip& trip, const std::vector<Term>& parameters) {
  const Shape& shape = trip.x.shape();
  if (trip.y.shape() != shape) return {};
  const arma::vec& y = trip.y.values();
  std::vector<Term> factors = {
      {"dy: the chain rule multiplies by it", trip.dy},
      {"1 + y: where tanh's derivative is meant, it is 1 - y², not 1 - y",
       with_values(shape, 1 + y)},
      {"1 - y: where the sigmoid's derivative is meant, it is y (1 - y)",
       with_values(shape, 1 - y)},
      {"y", trip.y},
      {"x", trip.x}};
  for (const auto& [name, value] : parameters)
    if (value.size() == shape.features())
      factors.push_back(
          {name, with_values(shape, arma::repmat(value.values(), shape.examples, 1))});
  return factors;
}

std::vector<Term> usual_slips(const Trip& trip, const Shape& parameter) {
  const Shape& shape = trip.x.shape();
  const std::size_t size = parameter.size();
  const bool by_channel = size != shape.features() && size == shape.channels;
  if (trip.y.shape() != shape || (size != shape.features() && !by_channel)) return {};
  const arma::vec& x = trip.x.values();
  const arma::vec& dy = trip.dy.values();
  const auto gradient = [&](const arma::vec& values) {
    return with_values(parameter, summed(shape, values, by_channel));
  };
  return {{"the gradient is the sum of dy alone: a factor is missing, x say, if that is what "
           "the parameter multiplies",
           gradient(dy)},
          {"the gradient is the sum of x alone: dy is forgotten, which the chain rule "
           "multiplies by",
           gradient(x)},
          {"the gradient is made of y instead of x", gradient(trip.y.values() % dy)}};
}

}  // namespace dln::gradcheck

/**
 * @file
 * An objective whose every number a test can work out by hand.
 */
#pragma once

#include "dln/train/training.hpp"
#include "support.hpp"

namespace dln::test {

/** Moves w towards the mean of its batch's numbers, 0, 1, 2, ..., and notes which examples it
 * was given. */
class Towards final : public Objective<double> {
 public:
  explicit Towards(std::size_t examples) : examples_(examples) {}

  [[nodiscard]] ParameterList<double> parameters() override {
    return {{"w", &w}, {"seen", &seen}};
  }
  [[nodiscard]] std::size_t examples() const override { return examples_; }

  /** (w - m)^2 / 2 with m the mean of the batch. */
  BatchLoss backpropagate(const arma::uvec& examples, Pass<double>& pass) override {
    batches.push_back(examples);
    draws.push_back(pass.random().uniform());
    const double difference = w.value[0] - arma::mean(arma::conv_to<arma::vec>::from(examples));
    pass.gradient(w)[0] += difference * gradient_factor;
    pass.next(seen)[0] += static_cast<double>(examples.n_elem);
    const double loss = difference * difference / 2 * loss_factor;
    return {loss,
            {{"half", loss / 2}, {"other half", loss / 2}},
            {{"examples", double(examples.n_elem)}}};
  }

  /** One after the other; the last again where there are no more. */
  std::vector<NamedNumber> validate() override {
    if (metrics.empty()) return {};
    const std::size_t i = std::min(validations++, metrics.size() - 1);
    return {{"score", metrics[i]}};
  }

  Parameter<double> w{Tensor<double>({1, 1, 1, 1}, 10.0)};
  Parameter<double> seen{Tensor<double>({1, 1, 1, 1}, 0.0), ParameterKind::statistic};
  std::vector<double> metrics;  ///< what validation is to say
  std::size_t validations = 0;
  double loss_factor = 1, gradient_factor = 1;  ///< to spoil them
  std::vector<arma::uvec> batches;
  std::vector<double> draws;

 private:
  std::size_t examples_;
};

}  // namespace dln::test

#include "checking/consulting.hpp"

#include "dln/initializers/initializers.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/layers/squashing.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/momentum.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/diagnosis.hpp"
#include "dln/train/training.hpp"

namespace exercise {
namespace {

constexpr std::size_t units = 32, batch_size = 20, epochs = 8;

dln::Dataset<float> dataset(const Examples& examples) {
  dln::Tensor<float> x({examples.x.n_cols, examples.x.n_rows, 1, 1});
  x.values() = arma::conv_to<arma::fvec>::from(arma::vectorise(examples.x));
  return {"the examples", std::move(x), examples.correct,
          std::vector<std::string>(examples.classes, "a class")};
}

/** Another objective, whose examples come in the order that somebody says. */
class Ordered final : public dln::Objective<float> {
 public:
  Ordered(dln::Objective<float>& objective, const arma::umat& orders)
      : objective_(objective), orders_(orders) {}

  [[nodiscard]] dln::ParameterList<float> parameters() override {
    return objective_.parameters();
  }
  [[nodiscard]] std::size_t examples() const override { return objective_.examples(); }
  dln::BatchLoss backpropagate(const arma::uvec& places, dln::Pass<float>& pass) override {
    const std::size_t epoch = step_++ / dln::steps_per_epoch(examples(), batch_size);
    const arma::uvec order = orders_.col(epoch % orders_.n_cols);
    return objective_.backpropagate(order.elem(places), pass);
  }
  [[nodiscard]] std::vector<dln::NamedNumber> validate() override {
    return objective_.validate();
  }
  [[nodiscard]] dln::Task task() override { return objective_.task(); }
  [[nodiscard]] std::vector<dln::Activity> activity() override { return objective_.activity(); }

 private:
  dln::Objective<float>& objective_;
  const arma::umat& orders_;
  std::size_t step_ = 0;
};

}  // namespace

Consultation consult(const Examples& learnt, const Examples& others, const Regime& regime) {
  const dln::Dataset<float> train = dataset(learnt), validation = dataset(others);
  const dln::Random random(1);
  dln::Sequential<float> network;
  auto& hidden = network.add<dln::Dense<float>>(learnt.x.n_rows, units, dln::lecun<float>(),
                                                random.split(1));
  if (!regime.weights.is_empty())
    hidden.weight().value.columns() = arma::conv_to<arma::fmat>::from(regime.weights);
  network.add<dln::Tanh<float>>();
  network.add<dln::Dense<float>>(units, learnt.classes, dln::lecun<float>(), random.split(2));
  const dln::SoftmaxCrossEntropy<float> loss;
  dln::Classification<float> task(network, loss, train, &validation);
  Ordered ordered(task, regime.orders);
  const bool is_ordered = !regime.orders.is_empty();
  dln::Objective<float>& objective =
      is_ordered ? static_cast<dln::Objective<float>&>(ordered) : task;
  dln::Momentum<float> optimizer(0.02, 0.9F);
  const dln::History history =
      dln::train(objective, optimizer,
                 {.epochs = epochs, .batch_size = batch_size, .shuffle = !is_ordered});
  const auto findings = dln::diagnose(history);
  return {dln::verdict(findings), findings.empty() ? "nothing is wrong" : findings.front().says,
          dln::value_of(history.epochs.back().validation, "accuracy")};
}

}  // namespace exercise

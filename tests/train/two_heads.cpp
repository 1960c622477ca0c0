// An objective of several networks: a trunk that runs once, a head that names a class and one
// that says where.
#include "dln/gradcheck/check.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/losses/smooth_l1.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/optimizers/adam.hpp"
#include "dln/train/prediction.hpp"
#include "dln/train/training.hpp"
#include "support.hpp"

namespace {

using dln::Random;

/** Points whose class is their quadrant, and whose box, for three classes of four, is the point
 * itself. */
template <typename T>
class Points final : public dln::Objective<T> {
 public:
  explicit Points(std::size_t examples)
      : x_(dln::test::random_tensor<T>({examples, 2, 1, 1}, 1)), labels_(examples) {
    trunk.template add<dln::Dense<T>>(2, 16, dln::he<T>(), Random(2));
    trunk.template add<dln::ReLU<T>>();
    for (std::size_t i = 0; i < examples; ++i)
      labels_[i] = (x_[2 * i] > 0 ? 1 : 0) + (x_[2 * i + 1] > 0 ? 2 : 0);
  }

  [[nodiscard]] dln::ParameterList<T> parameters() override {
    dln::ParameterList<T> all;
    append(all, "trunk", trunk.parameters());
    append(all, "classes", classes.parameters());
    append(all, "boxes", boxes.parameters());
    return all;
  }
  [[nodiscard]] std::size_t examples() const override { return labels_.n_elem; }

  dln::BatchLoss backpropagate(const arma::uvec& examples, dln::Pass<T>& pass) override {
    const arma::uvec labels = labels_.elem(examples);
    const dln::Tensor<T> x = x_.examples(examples);
    dln::WeightedNumbers<T> target{x, dln::Tensor<T>(x.shape())};
    for (std::size_t i = 0; i < x.size(); ++i)
      target.weights[i] = labels[i / 2] == 0 ? T(0) : T(1);

    pass.want_input_gradient(false);  // forward and back alike, as it decides what is kept
    const dln::Tensor<T> features = trunk.forward(x, pass);
    pass.want_input_gradient(true);
    const dln::Tensor<T> scores = classes.forward(features, pass),
                         box = boxes.forward(features, pass);
    const dln::LossValue named = softmax_.value(scores, labels),
                         placed = smooth_.value(box, target);
    dln::Tensor<T> dfeatures =
        boxes.backward(smooth_.backward(box, target, placed.factor()), pass);
    dfeatures.values() +=
        classes.backward(softmax_.backward(scores, labels, named.factor()), pass).values();
    pass.want_input_gradient(false);
    trunk.backward(std::move(dfeatures), pass);
    BOOST_TEST(pass.kept() == 0U);
    return {named.mean() + placed.mean(),
            {{"classes", named.mean()}, {"boxes", placed.mean()}},
            {{"accuracy", dln::accuracy(dln::classify(scores), labels)}}};
  }

  dln::Sequential<T> trunk;
  dln::Dense<T> classes{16, 4, dln::he<T>(), Random(3)}, boxes{16, 2, dln::he<T>(), Random(4)};

 private:
  dln::Tensor<T> x_;
  arma::uvec labels_;
  dln::SoftmaxCrossEntropy<T> softmax_;
  dln::SmoothL1<T> smooth_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(two_heads_and_a_trunk_have_the_gradient_of_both_losses) {
  Points<double> points(30);
  const auto step = [&](dln::Pass<double>& pass) {
    return points.backpropagate({1, 2, 3, 5, 8, 13, 21}, pass).loss;
  };
  const auto report = dln::gradcheck::check_step(
      "two heads", points.parameters(), step, nullptr, {.tolerance = 1e-6, .min_alive = 0.3});
  BOOST_TEST(report.passed(), report.table());
  BOOST_TEST(report.tensors.size() == 6U);
  BOOST_TEST(report.tensors[0].tensor == "trunk.0.weight");
}

BOOST_AUTO_TEST_CASE(two_heads_and_a_trunk_learn_both_tasks) {
  Points<float> points(200);
  dln::Adam<float> adam(1e-2);
  const auto history = dln::train(points, adam, {.epochs = 60, .batch_size = 20});
  const dln::Epoch &first = history.epochs.front(), &last = history.epochs.back();
  for (const char* part : {"classes", "boxes"})
    BOOST_TEST(dln::value_of(last.parts, part) < dln::value_of(first.parts, part) / 5, part);
  BOOST_TEST(dln::value_of(last.metrics, "accuracy") > 0.95);
  BOOST_TEST(history.parameters.size() == 6U);
}

BOOST_AUTO_TEST_CASE(a_frozen_trunk_stays_as_it_is_while_heads_learn) {
  Points<float> points(100);
  for (const auto& [path, parameter] : points.trunk.parameters()) parameter->rate = 0;
  const auto all = points.parameters();
  std::vector<arma::fvec> before;
  for (const auto& [path, parameter] : all) before.push_back(parameter->value.values());
  dln::Adam<float> adam(1e-2);
  adam.decay_weights(0.1F, dln::Decay::decoupled);
  const auto history = dln::train(points, adam, {.epochs = 2, .batch_size = 20});
  for (std::size_t p = 0; p < all.size(); ++p) {
    const bool frozen = all[p].path.starts_with("trunk");
    BOOST_TEST(arma::all(all[p].parameter->value.values() == before[p]) == frozen, all[p].path);
    BOOST_TEST((history.steps.back().gradient_norms[p] == 0) == frozen, all[p].path);
  }
}

BOOST_AUTO_TEST_SUITE_END()

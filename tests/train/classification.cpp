#include "dln/train/classification.hpp"

#include <cmath>

#include "dln/data/generated.hpp"
#include "dln/layers/dense.hpp"
#include "dln/losses/hinge.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/train/prediction.hpp"
#include "support.hpp"

using boost::test_tools::tolerance;
using dln::Mode;
using dln::Random;
using DoubleClassification = dln::Classification<double>;
using DoublePass = dln::Pass<double>;

namespace {

const dln::Dataset<double>& data() {
  static const auto spiral = dln::spiral<double>(20, Random(1));
  return spiral;
}

struct Linear {
  dln::Dense<double> network{2, 3, dln::gaussian<double>(1), Random(2)};
  Linear() { network.bias().value = dln::test::random_tensor<double>({1, 3, 1, 1}, 3); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(classification_is_the_mean_loss_of_some_examples) {
  Linear linear;
  const dln::Hinge<double> loss;
  DoubleClassification objective(linear.network, loss, data());
  BOOST_TEST(objective.examples() == 60U);
  BOOST_TEST(objective.parameters().size() == 2U);
  const arma::uvec examples = {3, 59, 21, 22, 7};
  DoublePass pass(Mode::train, Random(1)), alone(Mode::train, Random(1));
  const dln::BatchLoss batch = objective.backpropagate(examples, pass);

  const auto few = data().pick(examples);
  const auto scores = linear.network.forward(few.images, alone);
  BOOST_TEST(batch.loss == loss.value(scores, few.labels).sum / 5, tolerance(1e-12));
  BOOST_TEST(dln::value_of(batch.parts, "data") == batch.loss);
  BOOST_TEST(batch.parts.size() == 1U);
  BOOST_TEST(dln::value_of(batch.metrics, "accuracy") ==
             dln::accuracy(dln::classify(scores), few.labels));
  linear.network.backward(loss.backward(scores, few.labels, 0.2), alone);
  for (const auto& [path, parameter] : linear.network.parameters())
    BOOST_TEST(arma::approx_equal(pass.gradient(*parameter).values(),
                                  alone.gradient(*parameter).values(), "absdiff", 1e-14));
  BOOST_TEST(pass.kept() == 0U);
  BOOST_TEST(!pass.wants_input_gradient());
}

BOOST_AUTO_TEST_CASE(batches_are_changed_while_learning_and_only_then) {
  Linear linear;
  const dln::SoftmaxCrossEntropy<double> loss;
  const auto validation = data();
  DoubleClassification objective(linear.network, loss, data(), &validation);
  const double before = dln::value_of(objective.validate(), "accuracy");
  std::size_t calls = 0;
  objective.change_batches([&](dln::Tensor<double> images, const Random&) {
    ++calls;
    images.values().zeros();
    return images;
  });
  DoublePass pass(Mode::train, Random(1));
  const dln::BatchLoss batch = objective.backpropagate({4, 2, 50}, pass);
  BOOST_TEST(calls == 1U);
  const dln::Tensor<double> zeros({3, 2, 1, 1});
  BOOST_TEST(batch.loss == loss.value(dln::predict(linear.network, zeros),
                                      data().labels.elem(arma::uvec{4, 2, 50}))
                               .mean(),
             tolerance(1e-12));
  BOOST_TEST(dln::value_of(objective.validate(), "accuracy") == before);
  BOOST_TEST(calls == 1U);
}

BOOST_AUTO_TEST_CASE(a_regularizer_adds_its_penalty_and_its_gradient) {
  Linear linear;
  const dln::SoftmaxCrossEntropy<double> loss;
  const dln::L2<double> l2(0.7);
  DoubleClassification plain(linear.network, loss, data()),
      penalized(linear.network, loss, data(), nullptr, &l2);
  DoublePass without(Mode::train, Random(1)), with(Mode::train, Random(1));
  const dln::BatchLoss first = plain.backpropagate({0, 1, 2}, without);
  const dln::BatchLoss second = penalized.backpropagate({0, 1, 2}, with);
  const double penalty = l2.forward(linear.network.weight().value);
  BOOST_TEST(penalty > 0.1);
  BOOST_TEST(second.loss == first.loss + penalty, tolerance(1e-12));
  BOOST_TEST(dln::value_of(second.parts, "data") == first.loss);
  BOOST_TEST(dln::value_of(second.parts, "penalty") == penalty);
  BOOST_TEST(std::isnan(dln::value_of(second.parts, "anything else")));
  const arma::vec expected = without.gradient(linear.network.weight()).values() +
                             0.7 * linear.network.weight().value.values();
  BOOST_TEST(arma::approx_equal(with.gradient(linear.network.weight()).values(), expected,
                                "absdiff", 1e-14));
  BOOST_TEST(arma::all(with.gradient(linear.network.bias()).values() ==
                       without.gradient(linear.network.bias()).values()));
}

BOOST_AUTO_TEST_CASE(validation_is_on_its_own_images) {
  Linear linear;
  const dln::SoftmaxCrossEntropy<double> loss;
  auto validation = data();
  validation.labels = dln::classify(dln::predict(linear.network, data().images));
  DoubleClassification all_correct(linear.network, loss, data(), &validation);
  BOOST_TEST(dln::value_of(all_correct.validate(), "accuracy") == 1);
  validation.labels[7] = (validation.labels[7] + 1) % 3;
  BOOST_TEST(dln::value_of(all_correct.validate(), "accuracy") == 59.0 / 60, tolerance(1e-12));
  DoubleClassification none(linear.network, loss, data());
  BOOST_TEST(none.validate().empty());
}

BOOST_AUTO_TEST_CASE(a_batch_needs_examples) {
  Linear linear;
  const dln::SoftmaxCrossEntropy<double> loss;
  DoubleClassification objective(linear.network, loss, data());
  DoublePass pass(Mode::train, Random(1));
  dln::test::expect_error([&] { objective.backpropagate({}, pass); },
                          {"Classification", "at least one example"});
}

BOOST_AUTO_TEST_SUITE_END()

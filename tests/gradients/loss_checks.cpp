// The gradient checks of the losses.
#include "dln/losses/binary_cross_entropy.hpp"
#include "dln/losses/hinge.hpp"
#include "dln/losses/smooth_l1.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/losses/squared_error.hpp"
#include "gradients/checks.hpp"
#include "support.hpp"

namespace dln::test {

arma::uvec random_labels(std::size_t count, std::size_t classes, std::uint64_t seed) {
  Random random(seed);
  arma::uvec labels(count);
  labels.imbue([&] { return random.below(classes); });
  return labels;
}

namespace {

using gradcheck::check_loss;
using gradcheck::Report;

Tensor<double> random_scores(const Shape& shape, double spread, std::uint64_t seed) {
  Tensor<double> scores = random_tensor<double>(shape, seed);
  scores.values() *= spread;
  return scores;
}

Report check_examples(const ClassLoss<double>& loss, double spread, std::uint64_t seed) {
  return check_loss(loss, random_scores({12, 7, 1, 1}, spread, seed),
                    random_labels(12, 7, seed + 1), {.seed = seed});
}

Report check_pixel_loss(const ClassLoss<double>& loss, std::uint64_t seed) {
  arma::uvec labels = random_labels(40, 3, seed + 1);
  for (std::size_t i = 0; i < labels.n_elem; i += 6) labels[i] = ignored_label;
  return check_loss(loss, random_scores({2, 3, 4, 5}, 1, seed), labels, {.seed = seed});
}

// Numbers in 0 ... 1, so that they may be probabilities; every third weighs nothing.
Report numbers(const NumberLoss<double>& loss, double spread, bool weighted,
               std::uint64_t seed) {
  const Shape shape{3, 4, 2, 5};
  WeightedNumbers<double> target{Tensor<double>(shape)};
  Random random(seed + 1);
  target.values.values().imbue([&] { return random.uniform(); });
  if (weighted) {
    target.weights = Tensor<double>(shape);
    for (std::size_t i = 0; i < shape.size(); ++i)
      target.weights[i] = i % 3 == 0 ? 0 : random.uniform(0.1, 3);
  }
  return check_loss(loss, random_scores(shape, spread, seed), target, {.seed = seed});
}

}  // namespace

std::vector<GradientCheck> loss_checks() {
  using Seed = std::uint64_t;
  using Hinge = Hinge<double>;
  using Softmax = SoftmaxCrossEntropy<double>;
  const arma::vec weights = {0.2, 1, 5};
  return {
      {"Hinge", "margin 1", [](Seed s) { return check_examples(Hinge(), 1, s); }},
      {"Hinge", "margin 10", [](Seed s) { return check_examples(Hinge(10), 5, s); }},
      {"Hinge", "pixels, some ignored", [](Seed s) { return check_pixel_loss(Hinge(), s); }},
      {"SoftmaxCrossEntropy", "small scores",
       [](Seed s) { return check_examples(Softmax(), 1, s); }},
      {"SoftmaxCrossEntropy", "large scores",
       [](Seed s) { return check_examples(Softmax(), 30, s); }},
      {"SoftmaxCrossEntropy", "pixels, some ignored",
       [](Seed s) { return check_pixel_loss(Softmax(), s); }},
      {"SoftmaxCrossEntropy", "pixels, class weights",
       [=](Seed s) { return check_pixel_loss(Softmax(weights), s); }},
      {"SquaredError", "numbers",
       [](Seed s) { return numbers(SquaredError<double>(), 1, false, s); }},
      {"SquaredError", "weighted",
       [](Seed s) { return numbers(SquaredError<double>(), 1, true, s); }},
      {"SmoothL1", "beta 1", [](Seed s) { return numbers(SmoothL1<double>(), 2, false, s); }},
      {"SmoothL1", "beta 1/9, weighted",
       [](Seed s) { return numbers(SmoothL1<double>(1.0 / 9), 1, true, s); }},
      {"BinaryCrossEntropy", "small scores",
       [](Seed s) { return numbers(BinaryCrossEntropy<double>(), 1, false, s); }},
      {"BinaryCrossEntropy", "large scores, weighted",
       [](Seed s) { return numbers(BinaryCrossEntropy<double>(), 20, true, s); }},
  };
}

}  // namespace dln::test

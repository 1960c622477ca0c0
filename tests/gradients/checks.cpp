#include "gradients/checks.hpp"

#include "dln/layers/dense.hpp"
#include "dln/layers/relu.hpp"
#include "dln/losses/hinge.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/train/sequential.hpp"
#include "support.hpp"

namespace dln::test {
namespace {

using gradcheck::check_layer;
using gradcheck::Options;
using gradcheck::Report;

arma::uvec random_labels(std::size_t examples, std::size_t classes, std::uint64_t seed) {
  Random random(seed);
  arma::uvec labels(examples);
  labels.imbue([&] { return random.below(classes); });
  return labels;
}

Report dense(const Shape& input, std::size_t outputs, Mode mode, std::uint64_t seed) {
  Dense<double> layer(input.features(), outputs, he<double>(), Random(seed));
  return check_layer(layer, random_tensor<double>(input, seed + 1), {.seed = seed, .mode = mode});
}

Report relu(const Shape& input, std::uint64_t seed) {
  ReLU<double> layer;
  return check_layer(layer, random_tensor<double>(input, seed), {.seed = seed});
}

template <typename L>
Report loss(const L& loss, double spread, std::uint64_t seed) {
  Tensor<double> scores = random_tensor<double>({12, 7, 1, 1}, seed);
  scores.values() *= spread;
  return gradcheck::check_loss(loss, scores, random_labels(12, 7, seed + 1), {.seed = seed});
}

Report regularizer(const Regularizer<double>& regularizer, std::uint64_t seed) {
  return gradcheck::check_regularizer(regularizer, random_tensor<double>({4, 3, 2, 5}, seed), {.seed = seed});
}

void two_layers(Sequential<double>& network, std::uint64_t seed) {
  network.add<Dense<double>>(6, 8, he<double>(), Random(seed));
  network.add<ReLU<double>>();
  network.add<Dense<double>>(8, 4, he<double>(), Random(seed + 1));
}

Report network(std::uint64_t seed) {
  Sequential<double> layers;
  two_layers(layers, seed);
  return check_layer(layers, random_tensor<double>({5, 6, 1, 1}, seed), {.tolerance = 1e-6, .seed = seed});
}

// One layer used twice: what its two uses say of its parameters must add up.
Report shared(std::uint64_t seed) {
  class Twice final : public Layer<double> {
   public:
    explicit Twice(Random random) : dense_(4, 4, he<double>(), random) {}
    [[nodiscard]] std::string name() const override { return "Dense(4, 4) used twice"; }
    [[nodiscard]] Shape output_shape(const Shape& x) const override { return x; }
    Tensor<double> forward(Tensor<double> x, Pass<double>& pass) const override {
      return dense_.forward(dense_.forward(std::move(x), pass), pass);
    }
    Tensor<double> backward(Tensor<double> dy, Pass<double>& pass) const override {
      return dense_.backward(dense_.backward(std::move(dy), pass), pass);
    }
    [[nodiscard]] std::vector<Parameter<double>*> parameters() override { return dense_.parameters(); }

   private:
    Dense<double> dense_;
  };
  Twice twice{Random(seed)};
  return check_layer(twice, random_tensor<double>({3, 4, 1, 1}, seed), {.seed = seed});
}

template <typename L>
Report objective(const L& loss, const Regularizer<double>& regularizer, std::uint64_t seed) {
  Sequential<double> layers;
  two_layers(layers, seed);
  return gradcheck::check_objective(layers, loss, regularizer, random_tensor<double>({9, 6, 1, 1}, seed),
                                    random_labels(9, 4, seed), {.tolerance = 1e-6, .seed = seed});
}

}  // namespace

std::vector<GradientCheck> gradient_checks() {
  using Seed = std::uint64_t;
  std::vector<GradientCheck> checks = {
      {"Dense", "train",
       [](Seed s) {
         return dense({4, 5, 1, 1}, 3, Mode::train, s);
       }},
      {"Dense", "test mode",
       [](Seed s) {
         return dense({4, 5, 1, 1}, 3, Mode::test, s);
       }},
      {"Dense", "batch of one, images in",
       [](Seed s) {
         return dense({1, 2, 3, 5}, 4, Mode::train, s);
       }},
      {"Dense", "used twice", shared},
      {"ReLU", "images",
       [](Seed s) {
         return relu({3, 2, 5, 7}, s);
       }},
      {"ReLU", "batch of one",
       [](Seed s) {
         return relu({1, 40, 1, 1}, s);
       }},
      {"Sequential", "dense, ReLU, dense", network},
      {"Hinge", "margin 1", [](Seed s) { return loss(Hinge<double>(), 1, s); }},
      {"Hinge", "margin 10", [](Seed s) { return loss(Hinge<double>(10), 5, s); }},
      {"SoftmaxCrossEntropy", "small scores", [](Seed s) { return loss(SoftmaxCrossEntropy<double>(), 1, s); }},
      {"SoftmaxCrossEntropy", "large scores", [](Seed s) { return loss(SoftmaxCrossEntropy<double>(), 30, s); }},
      {"L1", "alone", [](Seed s) { return regularizer(L1<double>(0.3), s); }},
      {"L2", "alone", [](Seed s) { return regularizer(L2<double>(0.3), s); }},
      {"Hinge", "network and L1 together", [](Seed s) { return objective(Hinge<double>(), L1<double>(0.01), s); }},
      {"SoftmaxCrossEntropy", "network and L2 together",
       [](Seed s) { return objective(SoftmaxCrossEntropy<double>(), L2<double>(0.1), s); }},
  };
  for (auto& check : image_checks()) checks.push_back(std::move(check));
  return checks;
}

}  // namespace dln::test

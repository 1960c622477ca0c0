#include "gradients/checks.hpp"

#include "dln/layers/dense.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/losses/hinge.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/train/classification.hpp"
#include "support.hpp"

namespace dln::test {
namespace {

using gradcheck::check_layer;
using gradcheck::Options;
using gradcheck::Report;

Report dense(const Shape& input, std::size_t outputs, Mode mode, std::uint64_t seed) {
  Dense<double> layer(input.features(), outputs, he<double>(), Random(seed));
  return check_layer(layer, random_tensor<double>(input, seed + 1),
                     {.seed = seed, .mode = mode});
}

Report relu(const Shape& input, std::uint64_t seed) {
  ReLU<double> layer;
  return check_layer(layer, random_tensor<double>(input, seed), {.seed = seed});
}

Report regularizer(const Regularizer<double>& regularizer, std::uint64_t seed) {
  return gradcheck::check_regularizer(regularizer, random_tensor<double>({4, 3, 2, 5}, seed),
                                      {.seed = seed});
}

void two_layers(Sequential<double>& network, std::uint64_t seed) {
  network.add<Dense<double>>(6, 8, he<double>(), Random(seed));
  network.add<ReLU<double>>();
  network.add<Dense<double>>(8, 4, he<double>(), Random(seed + 1));
}

Report network(std::uint64_t seed) {
  Sequential<double> layers;
  two_layers(layers, seed);
  return check_layer(layers, random_tensor<double>({5, 6, 1, 1}, seed),
                     {.tolerance = 1e-6, .seed = seed});
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
    [[nodiscard]] ParameterList<double> parameters() override { return dense_.parameters(); }

   private:
    Dense<double> dense_;
  };
  Twice twice{Random(seed)};
  return check_layer(twice, random_tensor<double>({3, 4, 1, 1}, seed), {.seed = seed});
}

Report classification(const ClassLoss<double>& loss, const Regularizer<double>& regularizer,
                      std::uint64_t seed) {
  Sequential<double> layers;
  two_layers(layers, seed);
  const Dataset<double> data{
      "random", random_tensor<double>({9, 6, 1, 1}, seed), random_labels(9, 4, seed), {}};
  Classification<double> objective(layers, loss, data, nullptr, &regularizer);
  const auto step = [&](Pass<double>& pass) {
    return objective.backpropagate({0, 1, 2, 3, 5, 6, 8}, pass).loss;
  };
  return gradcheck::check_step("Classification", objective.parameters(), step, &regularizer,
                               {.tolerance = 1e-6, .seed = seed});
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
      {"L1", "alone", [](Seed s) { return regularizer(L1<double>(0.3), s); }},
      {"L2", "alone", [](Seed s) { return regularizer(L2<double>(0.3), s); }},
      {"ElasticNet", "alone",
       [](Seed s) { return regularizer(ElasticNet<double>(0.2, 0.3), s); }},
      {"Classification", "hinge loss and L1",
       [](Seed s) { return classification(Hinge<double>(), L1<double>(0.01), s); }},
      {"Classification", "softmax loss and L2",
       [](Seed s) {
         return classification(SoftmaxCrossEntropy<double>(), L2<double>(0.1), s);
       }},
  };
  for (auto& check : loss_checks()) checks.push_back(std::move(check));
  for (auto& check : image_checks()) checks.push_back(std::move(check));
  for (auto& check : localization_checks()) checks.push_back(std::move(check));
  for (auto& check : faster_rcnn_checks()) checks.push_back(std::move(check));
  for (auto& check : yolo_checks()) checks.push_back(std::move(check));
  for (auto& check : activation_checks()) checks.push_back(std::move(check));
  for (auto& check : container_checks()) checks.push_back(std::move(check));
  for (auto& check : segmentation_checks()) checks.push_back(std::move(check));
  for (auto& check : upsampling_checks()) checks.push_back(std::move(check));
  for (auto& check : model_checks()) checks.push_back(std::move(check));
  return checks;
}

}  // namespace dln::test

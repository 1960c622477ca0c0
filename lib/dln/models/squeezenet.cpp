#include "dln/models/squeezenet.hpp"

#include "dln/layers/concatenation.hpp"

namespace dln {

// [Squeeze, then expand]
template <typename T>
void add_fire(Stack<T>& features, std::size_t squeeze, std::size_t expand,
              Weights<T>& weights) {
  Stack<T> fire(features.row().template add<Sequential<T>>(), features.channels(), weights);
  fire.as("squeeze").convolution(squeeze, 1).relu();
  auto& both = fire.row().template add_named<Concatenation<T>>("");
  Stack<T>(both, "", squeeze, weights).as("expand1x1").convolution(expand, 1).relu();
  Stack<T>(both, "", squeeze, weights).as("expand3x3").convolution(expand, 3, 1, 1).relu();
  features.set_channels(2 * expand);
}
// [Squeeze, then expand]

namespace {

template <typename T>
void add_classifier(Sequential<T>& network, const Stack<T>& features, std::size_t classes,
                    Weights<T>& weights) {
  // [Let a convolution and a mean be the classifier]
  Stack<T> classifier(network, "classifier", features.channels(), weights);
  classifier.dropout().convolution(classes, 1).relu().average();
  // [Let a convolution and a mean be the classifier]
}

}  // namespace

template <typename T>
std::unique_ptr<Sequential<T>> squeezenet1_0(std::size_t classes, Weights<T> weights) {
  auto network = std::make_unique<Sequential<T>>();
  Stack<T> features(*network, "features", 3, weights);
  const auto fire = [&](std::size_t squeeze, std::size_t expand) {
    add_fire(features, squeeze, expand, weights);
  };
  features.convolution(96, 7, 2).relu().max_pool_over_the_border(3, 2);  // 224 to 54
  fire(16, 64);
  fire(16, 64);
  fire(32, 128);
  features.max_pool_over_the_border(3, 2);  // 27
  fire(32, 128);
  fire(48, 192);
  fire(48, 192);
  fire(64, 256);
  features.max_pool_over_the_border(3, 2);  // 13
  fire(64, 256);
  add_classifier(*network, features, classes, weights);
  return network;
}

template <typename T>
std::unique_ptr<Sequential<T>> squeezenet1_1(std::size_t classes, Weights<T> weights) {
  auto network = std::make_unique<Sequential<T>>();
  Stack<T> features(*network, "features", 3, weights);
  const auto fire = [&](std::size_t squeeze, std::size_t expand) {
    add_fire(features, squeeze, expand, weights);
  };
  features.convolution(64, 3, 2).relu().max_pool_over_the_border(3, 2);  // 224 to 55
  fire(16, 64);
  fire(16, 64);
  features.max_pool_over_the_border(3, 2);  // 27
  fire(32, 128);
  fire(32, 128);
  features.max_pool_over_the_border(3, 2);  // 13
  fire(48, 192);
  fire(48, 192);
  fire(64, 256);
  fire(64, 256);
  add_classifier(*network, features, classes, weights);
  return network;
}

template void add_fire(Stack<float>&, std::size_t, std::size_t, Weights<float>&);
template void add_fire(Stack<double>&, std::size_t, std::size_t, Weights<double>&);
template std::unique_ptr<Sequential<float>> squeezenet1_0(std::size_t, Weights<float>);
template std::unique_ptr<Sequential<double>> squeezenet1_0(std::size_t, Weights<double>);
template std::unique_ptr<Sequential<float>> squeezenet1_1(std::size_t, Weights<float>);
template std::unique_ptr<Sequential<double>> squeezenet1_1(std::size_t, Weights<double>);

}  // namespace dln

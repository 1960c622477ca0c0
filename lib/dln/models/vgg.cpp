#include "dln/models/vgg.hpp"

#include <vector>

#include "dln/layers/flatten.hpp"

namespace dln {
namespace {

/** The filters of each convolution, a stage each; a 2 x 2 max pool behind every stage halves
 * the image. */
using Column = std::vector<std::vector<std::size_t>>;

// [Write VGG's columns down]
const Column& column_a() {
  static const Column stages = {{64}, {128}, {256, 256}, {512, 512}, {512, 512}};
  return stages;
}

const Column& column_d() {
  static const Column stages = {
      {64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}};
  return stages;
}
// [Write VGG's columns down]

template <typename T>
std::unique_ptr<Sequential<T>> vgg(const Column& column, std::size_t classes,
                                   Weights<T>& weights) {
  auto network = std::make_unique<Sequential<T>>();
  // [Stack 3 x 3 convolutions and halve]
  Stack<T> features(*network, "features", 3, weights);
  for (const auto& stage : column) {
    for (const std::size_t filters : stage) features.convolution(filters, 3, 1, 1).relu();
    features.max_pool(2, 2);  // 224, 112, 56, 28, 14, 7
  }
  // [Stack 3 x 3 convolutions and halve]
  network->template add_named<Flatten<T>>("flatten");
  Stack<T> classifier(*network, "classifier", features.channels() * 7 * 7, weights);
  classifier.dense(4096).relu().dropout();
  classifier.dense(4096).relu().dropout();
  classifier.dense(classes);
  return network;
}

}  // namespace

template <typename T>
std::unique_ptr<Sequential<T>> vgg11(std::size_t classes, Weights<T> weights) {
  return vgg(column_a(), classes, weights);
}

template <typename T>
std::unique_ptr<Sequential<T>> vgg16(std::size_t classes, Weights<T> weights) {
  return vgg(column_d(), classes, weights);
}

template std::unique_ptr<Sequential<float>> vgg11(std::size_t, Weights<float>);
template std::unique_ptr<Sequential<double>> vgg11(std::size_t, Weights<double>);
template std::unique_ptr<Sequential<float>> vgg16(std::size_t, Weights<float>);
template std::unique_ptr<Sequential<double>> vgg16(std::size_t, Weights<double>);

}  // namespace dln

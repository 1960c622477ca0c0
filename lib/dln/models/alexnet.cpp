#include "dln/models/alexnet.hpp"

#include "dln/layers/flatten.hpp"

namespace dln {

template <typename T>
std::unique_ptr<Sequential<T>> alexnet(std::size_t classes, Weights<T> weights) {
  auto network = std::make_unique<Sequential<T>>();
  // [Write AlexNet down as its table]
  Stack<T> features(*network, "features", 3, weights);
  features.convolution(64, 11, 4, 2).relu().max_pool(3, 2);  // 224 x 224 to 27 x 27
  features.convolution(192, 5, 1, 2).relu().max_pool(3, 2);  // 13 x 13
  features.convolution(384, 3, 1, 1).relu();
  features.convolution(256, 3, 1, 1).relu();
  features.convolution(256, 3, 1, 1).relu().max_pool(3, 2);  // 6 x 6
  network->template add_named<Flatten<T>>("flatten");
  Stack<T> classifier(*network, "classifier", 256 * 6 * 6, weights);
  classifier.dropout().dense(4096).relu();
  classifier.dropout().dense(4096).relu();
  classifier.dense(classes);
  // [Write AlexNet down as its table]
  return network;
}

template std::unique_ptr<Sequential<float>> alexnet(std::size_t, Weights<float>);
template std::unique_ptr<Sequential<double>> alexnet(std::size_t, Weights<double>);

}  // namespace dln

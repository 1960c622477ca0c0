#include "dln/models/quick_resnet.hpp"

#include "dln/layers/sum.hpp"

namespace dln {
namespace {

template <typename T>
Stack<T>& add_quick_unit(Stack<T>& stack, std::size_t filters) {
  return stack.convolution(filters, 3, 1, 1, Bias::none).normalize().relu();
}

template <typename T>
void add_quick_delta(Stack<T>& stack, Weights<T>& weights) {
  auto& sum = stack.row().template add<Sum<T>>();
  Stack<T> delta(sum, "delta", stack.channels(), weights);
  add_quick_unit(add_quick_unit(delta, stack.channels()), stack.channels());
  sum.template add_named<Sequential<T>>("shortcut");
}

}  // namespace

template <typename T>
std::unique_ptr<Sequential<T>> quick_resnet(std::size_t width, std::size_t channels,
                                            std::size_t classes, Weights<T> weights) {
  auto network = std::make_unique<Sequential<T>>();
  // [Build a network for minutes]
  Stack<T> first(*network, "stage1", channels, weights);
  add_quick_unit(add_quick_unit(first, width), 2 * width).max_pool(2, 2);
  Stack<T> second(*network, "stage2", 2 * width, weights);
  add_quick_delta(second, weights);
  add_quick_unit(second, 4 * width).max_pool(2, 2);
  Stack<T> third(*network, "stage3", 4 * width, weights);
  add_quick_unit(third, 8 * width).max_pool(2, 2);
  add_quick_delta(third, weights);
  Stack<T>(*network, "head", 8 * width, weights).average().dense(classes);
  // [Build a network for minutes]
  return network;
}

template std::unique_ptr<Sequential<float>> quick_resnet(std::size_t, std::size_t, std::size_t,
                                                         Weights<float>);
template std::unique_ptr<Sequential<double>> quick_resnet(std::size_t, std::size_t, std::size_t,
                                                          Weights<double>);

}  // namespace dln

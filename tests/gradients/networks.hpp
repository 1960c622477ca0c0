/**
 * @file
 * Networks of the shapes that later chapters build, made from containers alone.
 */
#pragma once

#include <memory>

#include "dln/layers/concatenation.hpp"
#include "dln/layers/conv2d.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/flatten.hpp"
#include "dln/layers/max_pool2d.hpp"
#include "dln/layers/nearest_upsample2d.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/layers/sum.hpp"

namespace dln::test {

/** Adds a convolution that keeps the size of images. */
template <typename T>
void add_convolution(Container<T>& network, std::size_t channels, std::size_t filters,
                     std::size_t kernel, std::uint64_t seed) {
  network.template add<Conv2d<T>>(conv::square(channels, filters, 0, kernel, 1, kernel / 2),
                                  he<T>(), Random(seed));
}

/** x + conv(relu(conv(x))), He and others 2016. */
template <typename T>
std::unique_ptr<Layer<T>> residual_block(std::uint64_t seed) {
  auto block = std::make_unique<Sum<T>>();
  block->template add_named<Sequential<T>>("shortcut");
  auto& branch = block->template add_named<Sequential<T>>("branch");
  add_convolution(branch, 3, 4, 3, seed);
  branch.template add<ReLU<T>>();
  add_convolution(branch, 4, 3, 3, seed + 1);
  return block;
}

/** 1x1, 3x3 behind 1x1, and 1x1 behind a pool, side by side, Szegedy and others 2015. */
template <typename T>
std::unique_ptr<Layer<T>> inception_block(std::uint64_t seed) {
  auto block = std::make_unique<Concatenation<T>>();
  add_convolution(*block, 3, 2, 1, seed);
  auto& second = block->template add<Sequential<T>>();
  add_convolution(second, 3, 2, 1, seed + 1);
  second.template add<ReLU<T>>();
  add_convolution(second, 2, 3, 3, seed + 2);
  auto& third = block->template add<Sequential<T>>();
  third.template add<MaxPool2d<T>>(Pooling::square(3, 1, 1));
  add_convolution(third, 3, 1, 1, seed + 3);
  return block;
}

/** Down twice and up again: one skip by concatenation around the whole, one by sum around the
 * inner half. */
template <typename T>
std::unique_ptr<Layer<T>> two_skips(std::uint64_t seed) {
  auto network = std::make_unique<Sequential<T>>();
  add_convolution(*network, 3, 4, 3, seed);
  auto& outer = network->template add_named<Concatenation<T>>("skip");
  outer.template add<Sequential<T>>();
  auto& down = outer.template add<Sequential<T>>();
  down.template add<MaxPool2d<T>>();
  auto& inner = down.template add<Sum<T>>();
  inner.template add<Sequential<T>>();
  auto& deepest = inner.template add<Sequential<T>>();
  deepest.template add<MaxPool2d<T>>();
  add_convolution(deepest, 4, 4, 3, seed + 1);
  deepest.template add<ReLU<T>>();
  deepest.template add<NearestUpsample2d<T>>(2);
  down.template add<NearestUpsample2d<T>>(2);
  add_convolution(*network, 8, 2, 1, seed + 2);
  return network;
}

}  // namespace dln::test

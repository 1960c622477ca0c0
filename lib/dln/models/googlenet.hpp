/**
 * @file
 * GoogLeNet: Inception modules.
 */
#pragma once

#include "dln/models/stack.hpp"

namespace dln {

/** A row of the paper's table: the filters of an Inception module's convolutions. */
struct Inception {
  const char* name;          ///< `3a`
  std::size_t ones;          ///< 1 x 1
  std::size_t threes_first;  ///< 1 x 1 before the 3 x 3
  std::size_t threes;        ///< 3 x 3
  std::size_t fives_first;   ///< 1 x 1 before the 5 x 5
  std::size_t fives;         ///< 5 x 5
  std::size_t pooled;        ///< 1 x 1 behind the max pool
};

/**
 * GoogLeNet: nine Inception modules, average pooling and a single dense layer; 6,624,904
 * parameters for 1000 classes.
 *
 * In the form in which its weights are published today: with a batch normalization behind every
 * convolution, without the two classifiers that helped training half-way up, and with 3 x 3
 * kernels where the paper's table has 5 x 5.
 * @param classes how many scores it gives
 * @param weights what it starts as
 * @param wide the kernel of the third branch: 3 as published, 5 as in the paper
 * @return a network for N x 3 x H x W
 * Source: Szegedy and others 2015; chapter 13.
 */
template <typename T>
std::unique_ptr<Sequential<T>> googlenet(std::size_t classes, Weights<T> weights,
                                         std::size_t wide = 3);

/** Adds an Inception module to a row, named `inception3a`; `wide` is the kernel of its third
 * branch. */
template <typename T>
void add_inception(Stack<T>& network, const Inception& row, std::size_t wide,
                   Weights<T>& weights);

}  // namespace dln

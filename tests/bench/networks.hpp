/**
 * @file
 * Whole networks: what is run, by us and by PyTorch.
 */
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "bench/measure.hpp"
#include "dln/data/dataset.hpp"
#include "dln/layers/sequential.hpp"

namespace dln::bench {

/**
 * A network of one kind: stages of 3 x 3 convolutions with padding 1 and ReLU after each, a 2 x
 * 2 max pool behind every stage, then dense layers with ReLU between them.
 */
struct NetworkPlan {
  const char* name;                              ///< `conv2`
  Shape image;                                   ///< of one example
  std::vector<std::vector<std::size_t>> stages;  ///< filters of each convolution
  std::vector<std::size_t> dense;  ///< outputs of each dense layer, the last of them the scores
};

/** The three small networks that are timed. */
const std::vector<NetworkPlan>& small_networks();
/** VGG-16 (Simonyan and Zisserman 2015), whose memory is measured. */
const NetworkPlan& vgg16();

/** What is to be done with a batch. */
enum class What { step, predict };

/** "step" or "predict". */
const char* name(What what);

/** A network with weights drawn. */
std::unique_ptr<Sequential<float>> make_network(const NetworkPlan& plan);

/** A network and a batch for it, the same for all paths. */
struct NetworkCase {
  const NetworkPlan& plan;
  std::unique_ptr<Sequential<float>> network;
  Dataset<float> batch;

  NetworkCase(const NetworkPlan& plan, std::size_t batch);
};

/** A training step (forward, softmax cross-entropy, backward, gradient descent) or a prediction
 * of ours (`ours`). */
Path our_path(NetworkCase& job, What what);

/**
 * The same of PyTorch's (`pytorch`), beginning with our weights; none without libtorch.
 * @throws Error if its scores are not ours
 */
std::optional<Path> pytorch_path(NetworkCase& job, What what);

/** How long a layer took. */
struct LayerTime {
  std::string name;     ///< with its sizes
  double forward = 0;   ///< seconds, the median of several steps
  double backward = 0;  ///< likewise
};

/** The layers of a training step. */
std::vector<LayerTime> time_layers(const NetworkPlan& plan, std::size_t batch);

}  // namespace dln::bench

// The experiments of chapter 06, in the book's order. The page is book/06-regularization.md.
#pragma once

#include "dln/initializers/initializers.hpp"
#include "dln/layers/dense.hpp"
#include "dln/layers/dropout.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/optimizers/momentum.hpp"
#include "dln/regularizers/regularizers.hpp"
#include "dln/train/training.hpp"
#include "program/compare.hpp"
#include "program/images.hpp"

namespace chapter {

/** One hidden layer of ReLUs, with dropout where it is asked for. */
struct Network {
  dln::Sequential<float> layers;
  dln::Dense<float>* hidden = nullptr;  ///< lives in the layers
  dln::Dense<float>* scores = nullptr;  ///< likewise
};

/** What is kept, where. */
struct Keep {
  double input = 1, hidden = 1, scores = 1;
};

// network.cpp
/** Builds a network. */
void build(Network& network, const dln::program::Images& images, std::size_t units,
           const Keep& keep, const dln::Random& random);
/** Trains it; the curve is the accuracy on validation images, an epoch each. */
dln::program::Outcome learn(Network& network, const dln::program::Images& images,
                            std::size_t epochs, const dln::program::Start& start,
                            const dln::Regularizer<float>* penalty = nullptr, double limit = 0);
/** Fitting numbers of a layer, a copy: D x M, a neuron a column. */
arma::mat weights_of(dln::Dense<float>& layer);

// penalties.cpp
/** L1, L2, elastic net and max-norm: what they do to weights, and to the gap. */
dln::program::Report compare_penalties(const dln::program::Images& images,
                                       const dln::program::Options& options);

// masks.cpp
/** Plain and inverted dropout: their means over many masks. */
dln::program::Report compare_scalings(const dln::program::Options& options);
/** All sub-networks of a small network, against the network with all units. */
dln::program::Report enumerate_sub_networks(const dln::program::Images& images,
                                            const dln::program::Options& options);

// dropout.cpp
/** Keep probabilities, early and late in training. */
dln::program::Report try_probabilities(const dln::program::Images& images,
                                       const dln::program::Options& options);
/** Dropout behind the input, the hidden layer, or the scores. */
dln::program::Report try_places(const dln::program::Images& images,
                                const dln::program::Options& options);
/** Accuracy as hidden units are taken away. */
dln::program::Report knock_out(const dln::program::Images& images,
                               const dln::program::Options& options);

// ensembles.cpp
/** Five members, five snapshots of one training, their averages, and one network of equal cost.
 */
dln::program::Report compare_ensembles(const dln::program::Images& images,
                                       const dln::program::Options& options);

}  // namespace chapter

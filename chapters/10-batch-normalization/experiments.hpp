// The experiments of chapter 10, in the book's order. The page is
// book/10-batch-normalization.md.
#pragma once

#include "dln/initializers/initializers.hpp"
#include "dln/layers/batch_norm.hpp"
#include "dln/layers/sequential.hpp"
#include "program/chapter.hpp"
#include "program/compare.hpp"
#include "program/images.hpp"

namespace chapter {

/** Where a layer's normalization stands. */
enum class Place { nowhere, before, after };  // the non-linearity

/** What a normalization takes mean and variance over. */
enum class Over {
  batch,    // one unit, all examples
  example,  // all units, one example: layer normalization
  group     // eight neighbouring units, one example: group normalization
};

/** A network of dense layers of equal width. */
struct Plan {
  std::size_t depth = 3;                                   // hidden layers
  std::size_t width = 64;                                  // units of each
  Place place = Place::nowhere;                            // of the normalizations
  dln::Initializer<float> initializer = dln::he<float>();  // of all weights
  bool tanh = false;                                       // instead of ReLUs
  Over over = Over::batch;                                 // mean and variance are taken
  double momentum = 0.1;                                   // of running means
  double keep = 1;                                         // what dropout keeps of each layer
};

// networks.cpp
/** Adds the plan's layers to a network; each hidden layer is one part, named `hidden1` and so
 * on. */
void build(dln::Sequential<float>& network, const Plan& plan,
           const dln::program::Images& images, const dln::Random& random);
/** Trains by momentum; the loss is NaN from where it left the numbers. */
dln::program::Outcome learn(dln::Sequential<float>& network, const dln::program::Images& images,
                            double rate, std::size_t batch_size, std::size_t epochs,
                            const dln::program::Start& start);

// properties.cpp
/** What normalization keeps of a distribution, how it undoes itself, and what becomes of small
 * changes. */
dln::program::Report look_at_numbers(const dln::program::Options& options);

// training.cpp
/** Scales of the weights, and learning rates, with and without. */
dln::program::Report survive(const dln::program::Images& images,
                             const dln::program::Options& options);
/** Fixed scales of what goes into a tanh, and learnt ones. */
dln::program::Report try_tanh(const dln::program::Images& images,
                              const dln::program::Options& options);
/** Before or after the non-linearity. */
dln::program::Report try_places(const dln::program::Images& images,
                                const dln::program::Options& options);
/** Batches of 2, 8 and 64, without normalization and with each kind. */
dln::program::Report try_batches(const dln::program::Images& images,
                                 const dln::program::Options& options);

// companions.cpp
/** How much a number, a score and an answer depend on the rest of the batch. */
dln::program::Report meet_companions(const dln::program::Images& images,
                                     const dln::program::Options& options);
/** Few images learnt by the statistics of smaller and larger parts of a batch. */
dln::program::Report vary_noise(const dln::program::Images& images,
                                const dln::program::Options& options);

// drift.cpp
/** What goes into a hidden layer over time. */
dln::program::Report watch_inputs(const dln::program::Images& images,
                                  const dln::program::Options& options);

// use.cpp
/** Folds normalizations into the layers before them. */
dln::program::Report fold_layers(const dln::program::Images& images,
                                 const dln::program::Options& options);
/** Parameters and time of a step, with and without. */
dln::program::Report measure_cost(const dln::program::Images& images,
                                  const dln::program::Options& options);

// whole.cpp
/** Chooses on the validation images, trains on all, and looks at the test images once. */
dln::program::Report train_whole(const dln::program::Images& images,
                                 const dln::program::Options& options);

}  // namespace chapter

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

/** A network of dense layers of equal width. */
struct Plan {
  std::size_t depth = 3;                                   // hidden layers
  std::size_t width = 64;                                  // units of each
  Place place = Place::nowhere;                            // of the normalizations
  dln::Initializer<float> initializer = dln::he<float>();  // of all weights
  bool tanh = false;                                       // instead of ReLUs
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
/** Before or after the non-linearity. */
dln::program::Report try_places(const dln::program::Images& images,
                                const dln::program::Options& options);
/** Batches of 2, 8 and 64. */
dln::program::Report try_batches(const dln::program::Images& images,
                                 const dln::program::Options& options);

// drift.cpp
/** What goes into a hidden layer over time, and the scales that tanh units learn. */
dln::program::Report watch_inputs(const dln::program::Images& images,
                                  const dln::program::Options& options);

// use.cpp
/** Folds normalizations into the layers before them. */
dln::program::Report fold_layers(const dln::program::Images& images,
                                 const dln::program::Options& options);
/** Parameters and time of a step, with and without. */
dln::program::Report measure_cost(const dln::program::Images& images,
                                  const dln::program::Options& options);
/** Trains on all images, and looks at the test images once. */
dln::program::Report train_whole(const dln::program::Images& images,
                                 const dln::program::Options& options);

}  // namespace chapter

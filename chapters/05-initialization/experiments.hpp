// The experiments of chapter 05, in the book's order. The page is book/05-initialization.md.
#pragma once

#include "dln/initializers/initializers.hpp"
#include "program/chapter.hpp"
#include "program/images.hpp"

namespace chapter {

/** A way to begin, and what it is called in tables. */
struct Scheme {
  std::string name;
  dln::Initializer<float> initializer;
};

/** The ways that the chapter compares. */
std::vector<Scheme> all_schemes();

// symmetry.cpp
/** What zeros, equal weights and random ones get as gradients, and whether units ever become
 * different. */
dln::program::Report break_symmetry(const dln::program::Images& images,
                                    const dln::program::Options& options);

// variance.cpp
/** The variance of a sum by its fan-in: predicted and measured, for dense layers and for
 * convolutions. */
dln::program::Report measure_variance(const dln::program::Options& options);

// depth.cpp
/** Activations and gradients through thirty layers, by scheme, for tanh and ReLU. */
dln::program::Report follow_depth(const dln::program::Options& options);

// training.cpp
/** Training curves of a deep network by scheme. */
dln::program::Report train_from_schemes(const dln::program::Images& images,
                                        const dln::program::Options& options);
/** Biases to begin with. */
dln::program::Report try_biases(const dln::program::Images& images,
                                const dln::program::Options& options);

}  // namespace chapter

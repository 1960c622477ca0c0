// The experiments of chapter 01, in the book's order. The page is
// book/01-linear-classifiers.md.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dln/layers/dense.hpp"
#include "dln/losses/class_labels.hpp"
#include "dln/train/prediction.hpp"
#include "dln/train/training.hpp"
#include "program/images.hpp"

namespace chapter {

using dln::program::Images;

/** A trained linear classifier. */
struct Classifier {
  std::string loss;                          ///< the loss it was trained with
  double learning_rate = 0;                  ///< the step size it was trained with
  double strength = 0;                       ///< and the strength of its L2 penalty
  std::unique_ptr<dln::Dense<float>> layer;  ///< its weights and biases
  dln::History history;                      ///< how training went
  double validation_accuracy = 0;            ///< share of correct answers on validation images
};

/** A setting that was tried, and how it did. */
struct Tried {
  double learning_rate = 0, strength = 0, validation_accuracy = 0;
};

/** The best of several classifiers on validation images, and all that were tried. */
struct Search {
  Classifier best;
  std::vector<Tried> tried;
};

// clouds.cpp
/** Points in the plane: remembered, and learnt by both losses. */
dln::program::Report classify_clouds(const dln::program::Options& options);
/** Both losses of two classes, by how far the correct one leads. */
dln::program::Report draw_losses();

/** The textbook's numbers for both losses. */
dln::program::Report compare_losses();

/** The bias folded into the weights: the same scores. */
dln::program::Report fold_bias(const Images& images, const dln::program::Options& options);

/** k-nearest neighbours: k by cross-validation, then accuracy, time and memory. */
dln::program::Report classify_by_neighbours(const Images& images,
                                            const dln::program::Options& options);

/** Trains with one loss and several step sizes and penalties. */
Search search_settings(const std::string& loss, const Images& images,
                       const dln::program::Options& options);

/** What was tried, how the best learnt, and its templates. */
dln::program::Report report(const Search& search, const Images& images);

/** What the chosen classifier does on test images, what it costs, and what a low loss means. */
dln::program::Report test_classifier(const Classifier& chosen, const Images& images);

/** The loss by its name, `hinge` or `softmax`. */
std::unique_ptr<dln::ClassLoss<float>> make_loss(const std::string& name);

}  // namespace chapter

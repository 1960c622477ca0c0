// The experiments of chapter 01, in the book's order. The page is book/01-linear-classifiers.md.
#pragma once

#include <memory>
#include <string>

#include "dln/layers/dense.hpp"
#include "dln/losses/loss.hpp"
#include "dln/train/training.hpp"
#include "program/images.hpp"

namespace chapter {

using dln::program::Images;

/** A trained linear classifier. */
struct Classifier {
  std::string loss;                          ///< the loss it was trained with
  float learning_rate = 0;                   ///< the step size it was trained with
  float strength = 0;                        ///< and the strength of its L2 penalty
  std::unique_ptr<dln::Dense<float>> layer;  ///< its weights and biases
  dln::History history;                      ///< how training went
  double validation_accuracy = 0;            ///< right answers on validation images
};

/** The textbook's numbers for both losses. */
void show_losses(dln::program::Results& results);

/** The bias folded into the weights: the same scores. */
void show_bias_trick(const Images& images, const dln::program::Options& options, dln::program::Results& results);

/** k-nearest neighbours: k by cross-validation, then accuracy, time and memory. */
void show_neighbors(const Images& images, const dln::program::Options& options, dln::program::Results& results);

/** Trains with one loss and several step sizes; the best on validation images is returned. */
Classifier train_classifier(const std::string& loss, const Images& images, const dln::program::Options& options,
                            dln::program::Results& results);

/** What the chosen classifier does on test images, what it costs, and what a low loss means. */
void show_classifier(const Classifier& chosen, const Images& images, dln::program::Results& results);

/** The loss by its name, `hinge` or `softmax`. */
std::unique_ptr<dln::Loss<float>> make_loss(const std::string& name);

}  // namespace chapter

// The experiments of chapter 12, in the book's order. The page is
// book/12-training-in-practice.md.
#pragma once

#include <optional>

#include "dln/data/augmentation.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/train/classification.hpp"
#include "program/chapter.hpp"
#include "program/compare.hpp"
#include "program/images.hpp"

namespace chapter {

using Network = dln::Sequential<float>;

enum class Unit { relu, leaky, prelu, tanh, sigmoid };
enum class Norm { none, batch, response };
enum class Head { average, dense, dense_dropout };
enum class Gradient { as_is, clipped, of_norm_one };
enum class Schedule { constant, falling };

/** How a network is built and trained. What is here is the base; the list changes one thing. */
struct Plan {
  Unit unit = Unit::relu;
  Norm norm = Norm::batch;
  Head head = Head::average;
  std::size_t filters = 8;  // of the first convolution; the second has twice as many
  bool glorot = false;      // instead of He's weights
  float bias = 0;           // to begin with
  float scale = 1;          // of the first weights
  double rate = 0.05;       // of momentum
  float momentum = 0.9F;
  Gradient gradient = Gradient::as_is;
  Schedule schedule = Schedule::constant;
  std::size_t batch_size = 32;
  std::size_t epochs = 8;
  bool shuffle = true;
  std::optional<dln::Augmentation> augmentation = {};
};

// network.cpp
/** Builds two convolutions with pooling and a head. */
void build(Network& network, const Plan& plan, const dln::program::Images& images,
           const dln::Random& random);
/** Trains it on the images, the doctor looking on. */
dln::History learn(Network& network, const Plan& plan, const dln::program::Images& images,
                   std::uint64_t seed,
                   const std::function<bool(const dln::Progress&)>& callback);
/** Both, as a comparison wants it. */
dln::program::Variant variant(const std::string& name, const Plan& plan,
                              const dln::program::Images& images);
/** Some of the images to learn from, all of the others. */
dln::program::Images first_of(const dln::program::Images& images, std::size_t count);
/** The share of correct answers. */
double accuracy_on(const Network& network, const dln::Dataset<float>& data);

// list.cpp
/** The practitioner's list, one thing changed at a time. */
dln::program::Report try_list(const dln::program::Images& images,
                              const dln::program::Options& options);
/** Gradients that are clipped or normalized, from good and from bad first weights. */
dln::program::Report try_gradients(const dln::program::Images& images,
                                   const dln::program::Options& options);
/** One large network and several small ones. */
dln::program::Report try_ensemble(const dln::program::Images& images,
                                  const dln::program::Options& options);

// augmentation.cpp
/** What may be done to a patch, and what changes its class. */
dln::program::Report try_augmentation(const dln::program::Images& images,
                                      const dln::program::Options& options);

// precision.cpp
/** Weights stored in 16 bits, and networks trained in 32 and 64. */
dln::program::Report try_precision(const dln::program::Images& images,
                                   const dln::program::Options& options);

// recipe.cpp
/** The recipe, from looking at the images to a model. */
dln::program::Report follow_recipe(const dln::program::Images& images,
                                   const dln::program::Options& options);

}  // namespace chapter

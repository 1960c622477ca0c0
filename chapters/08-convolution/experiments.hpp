// The experiments of chapter 08, in the book's order. The page is book/08-convolution.md.
#pragma once

#include "dln/layers/conv2d.hpp"
#include "dln/train/sequential.hpp"
#include "dln/train/training.hpp"
#include "program/images.hpp"

namespace chapter {

using dln::program::Images;

// sliding.cpp
/** A filter laid over an image by hand, and the library's answer. */
void show_definition(const Images& images, dln::program::Results& results);
/** Sizes that fit and sizes that do not. */
void show_sizes(dln::program::Results& results);
/** What sharing weights saves. */
void show_sharing(dln::program::Results& results);

// receptive_field.cpp
/** How far stacks of layers see, computed and measured by perturbing pixels. */
void show_receptive_fields(const dln::program::Options& options, dln::program::Results& results);

// dense.cpp
/** A fully connected layer turned into a convolution, and many crops at once. */
void show_dense_as_convolution(const dln::program::Options& options, dln::program::Results& results);

// variants.cpp
/** ReLU before and after max pooling. */
void show_relu_order(const dln::program::Options& options, dln::program::Results& results);
/** Pooling of several kinds and sizes in the same network. */
void show_pooling(const Images& images, const dln::program::Options& options, dln::program::Results& results);
/** Three small filters against one large one, with and without ReLUs between them. */
void show_small_filters(const Images& images, const dln::program::Options& options, dln::program::Results& results);

// training.cpp
/** A convolutional network and how its training went. */
struct ConvNet {
  std::unique_ptr<dln::Sequential<float>> network;  ///< all of it
  dln::Conv2d<float>* first = nullptr;              ///< its first layer, whose filters can be looked at
  dln::History history;                             ///< how training went
};

/** Trains a network on all images. */
ConvNet train_network(const Images& images, const dln::program::Options& options, dln::program::Results& results);
/** What it learnt: test accuracy, filters, feature maps. */
void show_network(const ConvNet& net, const Images& images, dln::program::Results& results);

// shifts.cpp
/** What a shift and a turn of the image do to feature maps and answers. */
void show_shifts(const ConvNet& net, const Images& images, dln::program::Results& results);

}  // namespace chapter

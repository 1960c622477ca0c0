// The experiments of chapter 08, in the book's order. The page is book/08-convolution.md.
#pragma once

#include "dln/layers/conv2d.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/train/prediction.hpp"
#include "dln/train/training.hpp"
#include "program/images.hpp"

namespace chapter {

using dln::program::Images;

// sliding.cpp
/** A filter laid over an image by hand, and the library's answer. */
dln::program::Report slide_by_hand(const Images& images);
/** Sizes that fit and sizes that do not. */
dln::program::Report compute_sizes();
/** What sharing weights saves, and what layers cost. */
dln::program::Report count_weights();

// receptive_field.cpp
/** How far stacks of layers see, computed and measured by perturbing pixels. */
dln::program::Report measure_receptive_fields(const dln::program::Options& options);

// dense.cpp
/** A fully connected layer turned into a convolution, and many crops at once. */
dln::program::Report slide_dense_layer(const dln::program::Options& options);

// variants.cpp
/** ReLU before and after max pooling. */
dln::program::Report swap_relu_and_pooling(const dln::program::Options& options);
/** Pooling of several kinds and sizes in the same network. */
dln::program::Report compare_pooling(const Images& images,
                                     const dln::program::Options& options);
/** Three small filters against one large one, with and without ReLUs between them. */
dln::program::Report compare_filters(const Images& images,
                                     const dln::program::Options& options);

// training.cpp
/** A convolutional network and how its training went. */
struct ConvNet {
  std::unique_ptr<dln::Sequential<float>> network;  ///< all of it
  dln::Conv2d<float>* first = nullptr;  ///< its first layer, whose filters can be looked at
  double loss_at_start = 0;             ///< of some images, before it had learnt anything
  dln::History history;                 ///< how training went
};

/** Trains a network on all images. */
ConvNet train_network(const Images& images, const dln::program::Options& options);
/** What it learnt: test accuracy, filters, feature maps. */
dln::program::Report test_network(const ConvNet& net, const Images& images);

// shifts.cpp
/** What a shift and a turn of the image do to feature maps and answers. */
dln::program::Report move_images(const ConvNet& net, const Images& images);

}  // namespace chapter

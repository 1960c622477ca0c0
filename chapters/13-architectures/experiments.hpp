// The experiments of chapter 13, in the book's order. The page is book/13-architectures.md.
#pragma once

#include "dln/models/stack.hpp"
#include "program/chapter.hpp"
#include "program/compare.hpp"
#include "program/images.hpp"

namespace chapter {

using dln::program::Images;

// networks.cpp
/** What the published networks cost. */
dln::program::Report count_networks(const dln::program::Options& options);
/** A stage of equal channels built from windows and blocks of several kinds: what each costs.
 */
dln::program::Report count_blocks(const dln::program::Options& options);

// small.cpp
/** A small network: adds its layers to a row that begins with the images. */
using Build = std::function<void(dln::Stack<float>&, dln::Weights<float>&)>;
/** A small network to be trained, and counted. */
dln::program::Variant variant(const std::string& name, const Build& build, const Images& images,
                              std::size_t epochs);
/** Trains by momentum on a cosine; what it gives holds losses, accuracies and counts. */
dln::program::Outcome learn(dln::Sequential<float>& network, const Images& images,
                            std::size_t epochs, const dln::program::Start& start,
                            double rate = 0.05, bool augments = false);
/** Moves and mirrors the images of every batch, or only moves them where they are grey
 * (digits). */
std::function<dln::Tensor<float>(dln::Tensor<float>, const dln::Random&)> moved(
    const Images& images, std::size_t turn);

// ideas.cpp
/** AlexNet's means, one left out at a time. */
dln::program::Report leave_out(const Images& images, const dln::program::Options& options);
/** One large window or several small ones. */
dln::program::Report stack_windows(const Images& images, const dln::program::Options& options);
/** Channels that grow as the image shrinks, stay, or fall. */
dln::program::Report vary_widths(const Images& images, const dln::program::Options& options);
/** What follows the last convolution. */
dln::program::Report vary_heads(const Images& images, const dln::program::Options& options);
/** Stages of plain, residual, bottleneck, fire and Inception blocks. */
dln::program::Report vary_blocks(const Images& images, const dln::program::Options& options);

// depth.cpp
/** Gradients by depth before the first step, and the deltas that blocks learn. */
dln::program::Report follow_gradient(const Images& images,
                                     const dln::program::Options& options);
/** Plain and residual networks of 20 and 56 layers. */
dln::program::Report grow_deep(const Images& images, const dln::program::Options& options);

// whole.cpp
/** Trains one network on all images, and looks at the test images once. */
dln::program::Report train_whole(const Images& images, const dln::program::Options& options);

}  // namespace chapter

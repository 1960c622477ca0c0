// The experiments of chapter 03, in the book's order. The page is book/03-neurons.md.
#pragma once

#include <functional>
#include <memory>

#include "dln/layers/sequential.hpp"
#include "program/chapter.hpp"
#include "program/images.hpp"

namespace chapter {

/** An activation that experiments compare: its name, and what makes one. */
struct Choice {
  std::string name;  ///< as in tables
  std::function<void(dln::Sequential<float>&, std::size_t)>
      add;                 ///< behind a layer of so many channels
  std::size_t pieces = 1;  ///< neurons that it makes one output of
};

/** All activations of the chapter. */
std::vector<Choice> all_choices();

// gates.cpp
/**
 * Values forward and gradients back through an expression, gate by gate, beside differences.
 */
dln::program::Report flow_through_gates();

// spiral.cpp
/** A linear classifier and networks of growing width on the spiral, and the regions that they
 * draw. */
dln::program::Report grow_width(const dln::program::Options& options);
/** Ten networks from ten starts. */
dln::program::Report repeat_spiral(const dln::program::Options& options);
/** Two layers without anything between them are one. */
dln::program::Report collapse_depth(const dln::program::Options& options);

// lines.cpp
/** A disc in a ring, and the lines that one to six hidden neurons draw around it. */
dln::program::Report draw_lines(const dln::program::Options& options);

// saturation.cpp
/** How large gradients are, layer by layer, for small, fitting and large weights, and what is
 * then learnt. */
dln::program::Report measure_saturation(const dln::program::Images& images,
                                        const dln::program::Options& options);

// zigzag.cpp
/** Descent with inputs that are all positive, and with centred ones; alone, and in batches. */
dln::program::Report walk_zigzag(const dln::program::Options& options);

// dying.cpp
/** Which share of ReLUs is dead after training, by learning rate and remedy, and whether they
 * come back. */
dln::program::Report count_dead_units(const dln::program::Options& options);

// choices.cpp
/** Every activation before and after max pooling. */
dln::program::Report swap_with_pooling(const dln::program::Options& options);
/** Every activation on one task: accuracy and time. */
dln::program::Report compare_activations(const dln::program::Images& images,
                                         const dln::program::Options& options);

}  // namespace chapter

// The experiments of chapter 02, in the book's order. The page is book/02-gradients.md.
#pragma once

#include "dln/data/dataset.hpp"
#include "dln/layers/dense.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "program/chapter.hpp"

namespace chapter {

/** A small problem with a landscape: a linear softmax classifier of digits, its loss a function
 * of its weights. */
class Landscape {
 public:
  /** A problem of this many examples, of `features` numbers each (random projections of the
   * pixels). */
  Landscape(const dln::Dataset<double>& digits, std::size_t features, dln::Random random);

  /** The mean softmax loss at these weights. */
  [[nodiscard]] double loss(const dln::Tensor<double>& weight) const;
  /** Its gradient by analysis. */
  [[nodiscard]] dln::Tensor<double> gradient(const dln::Tensor<double>& weight) const;
  /** The share of correct answers. */
  [[nodiscard]] double accuracy(const dln::Tensor<double>& weight) const;
  /** Small random weights to start from. */
  [[nodiscard]] dln::Tensor<double> start(dln::Random random, double spread) const;
  /** The examples: N x D. */
  [[nodiscard]] const dln::Tensor<double>& examples() const { return x_; }
  /** Their correct classes. */
  [[nodiscard]] const arma::uvec& labels() const { return labels_; }

 private:
  [[nodiscard]] dln::Tensor<double> scores(const dln::Tensor<double>& weight) const;

  dln::Tensor<double> x_;
  arma::uvec labels_;
  dln::SoftmaxCrossEntropy<double> loss_;
};

/** The digits all experiments use: generated ones, or real ones with --data. */
dln::Dataset<double> load_digits(const dln::program::Options& options);
/** How many there are. */
dln::program::Report describe(const dln::Dataset<double>& digits);

// by_hand.cpp
/** Gradient descent on a product and a square, with several step sizes. */
dln::program::Report walk_by_hand();

// descent.cpp
/** Random search, random local search and gradient descent, side by side. */
dln::program::Report search_downhill(const Landscape& landscape,
                                     const dln::program::Options& options);
/** No random direction descends faster than the gradient's. */
dln::program::Report try_directions(const Landscape& landscape,
                                    const dln::program::Options& options);
/** What the step size does. */
dln::program::Report sweep_step_size(const Landscape& landscape,
                                     const dln::program::Options& options);

// differences.cpp
/** What the numerical gradient costs as parameters grow. */
dln::program::Report compare_costs(const dln::Dataset<double>& digits,
                                   const dln::program::Options& options);
/** Its error against h: forward and centred, float and double. */
dln::program::Report measure_errors();
/** A kink: the differences on either side of it never agree. */
dln::program::Report walk_up_to_kink();

// checking.cpp
/** The gradient check on every part of chapter 01. */
dln::program::Report check_chapter_01(const dln::program::Options& options);
/** What the check says to planted mistakes. */
dln::program::Report plant_mistakes(const dln::program::Options& options);
/** Loss at the start, loss with a penalty, and a tiny subset learnt by heart. */
dln::program::Report check_sanity(const dln::Dataset<double>& digits,
                                  const dln::program::Options& options);

}  // namespace chapter

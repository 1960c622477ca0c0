/**
 * @file
 * What a gradient check found.
 */
/**
 * @namespace dln::gradcheck
 * Numerical gradients against analytic ones, and why they differ.
 */
#pragma once

#include <string>
#include <vector>

#include "dln/core/shape.hpp"

namespace dln::gradcheck {

/** What the check found in one tensor: the input, or one parameter. */
struct TensorReport {
  std::string tensor;       ///< its name: `x`, `weight`, `bias`, `scores`
  Shape shape;              ///< its sizes
  std::size_t checked = 0;  ///< entries compared
  std::size_t at_kink = 0;  ///< entries left out because the function has no derivative there
  std::size_t alive = 0;    ///< compared entries whose numerical gradient is more than rounding
  std::size_t wrong = 0;    ///< entries beyond the tolerance
  double largest_relative_error =
      0;  ///< |a - n| / max(|a|, |n|), or against the size below which rounding rules
  std::size_t worst_entry = 0;  ///< where the worst entry is, by its place in memory
  double analytic = 0;          ///< a, what backward says there
  double numerical = 0;         ///< n, what differences say there
  double rounding = 0;          ///< the error that rounding alone could make there
  bool too_many_kinks =
      false;  ///< more than a few in a hundred entries at a kink: the check says too little
  bool too_few_alive =
      false;              ///< nearly all entries have the gradient 0: the check says too little
  std::string diagnosis;  ///< the likely cause, empty when all is well

  /** Whether every compared entry agrees, and enough were compared. */
  [[nodiscard]] bool passed() const {
    return wrong == 0 && !too_many_kinks && !too_few_alive && diagnosis.empty() && checked > 0;
  }
};

/** What the check of one layer, loss, regularizer or network found. */
struct Report {
  std::string subject;                ///< what was checked: `Dense(5, 3)`
  std::string setting;                ///< how: `train, batch of 4`
  std::vector<TensorReport> tensors;  ///< one for the input and one a parameter

  /** Whether there are tensors, and every one passed. */
  [[nodiscard]] bool passed() const;
  /** The worst relative error of all tensors. */
  [[nodiscard]] double largest_relative_error() const;
  /** The report as a table for a terminal, 80 columns, with a line a diagnosis. */
  [[nodiscard]] std::string table() const;
};

/**
 * The usual scale for a relative error (Stanford's CS231n): above 1e-2 wrong, above 1e-4
 * uneasy, above 1e-7 good for a function with kinks, below that happy.
 */
std::string verdict(double relative_error);

}  // namespace dln::gradcheck

/**
 * @file
 * Why a gradient is wrong.
 */
#pragma once

#include <string>
#include <vector>

#include "dln/core/tensor.hpp"

namespace dln::gradcheck {

/** The usual causes of a wrong gradient. */
enum class Cause {
  none,             ///< the two gradients agree
  all_zero,         ///< backward gives zeros, the function does change
  sign,             ///< the gradient points the other way
  constant_factor,  ///< every entry is off by one factor
  transposed,       ///< the rows and columns of a matrix are exchanged
  missing_term,     ///< the error is one of the known terms
  missing_factor,   ///< every entry lacks the same known factor, or has it once too often
  known_slip,       ///< the gradient is what a known slip gives
  overwritten,      ///< backward assigns what it should add to
  mask,             ///< entries are blocked that should pass, or pass that should be blocked
  edges_only,       ///< only the border of the image is wrong
  unknown           ///< none of these
};

/** A part of a gradient that has a name, `data` or `regularization`, say. */
struct Term {
  std::string name;         ///< what the part is called
  Tensor<double> gradient;  ///< its own gradient
};

/** A cause, and the sentence that explains it to the one who has to mend it. */
struct Diagnosis {
  Cause cause = Cause::none;  ///< the cause that fits
  std::string sentence;       ///< empty when nothing is wrong
};

/** Two gradients to be compared, over the entries that were checked. */
struct Comparison {
  Tensor<double> analytic;   ///< what backward says, every entry
  Tensor<double> numerical;  ///< what differences say, at the checked entries
  arma::uvec checked;        ///< which entries were compared, by their place in memory
  arma::uvec wrong;          ///< which of those were beyond the tolerance
  std::size_t batch =
      1;  ///< how many examples the loss was averaged over, to name a factor 1/N
  std::vector<Term> known_terms;  ///< parts that may have been forgotten
  std::vector<Term> factors =
      {};  ///< what may have been forgotten in a product, entry by entry: `dy`, say
  std::vector<Term> slips =
      {};  ///< what the gradient would be after a slip, by what to say of it
  double tolerance =
      1e-4;  ///< how closely a cause must explain the error, relative to the gradient's size
};

/**
 * Looks for the usual causes and names the one that fits.
 * @param comparison the two gradients
 * @return `Cause::none` if no entry is wrong
 */
Diagnosis diagnose(const Comparison& comparison);

}  // namespace dln::gradcheck

/**
 * @file
 * For exercises in which a training is to be cured: it is run, and the training doctor looks at
 * it.
 */
#pragma once

#include <string>

#include "checking/training.hpp"

namespace exercise {

/** What may be wrong in a training beside its examples. */
struct Regime {
  arma::umat orders = {};  ///< the examples' order, a column an epoch; empty: shuffled
  arma::mat weights =
      {};  ///< of the hidden layer, inputs x units, a neuron a column; empty: as they should be
};

/** What came of a training. */
struct Consultation {
  std::string verdict = {};  ///< `sound`, or the names of what is wrong
  std::string says = {};     ///< the doctor's first sentence
  double accuracy = 0;       ///< on the other examples
};

/**
 * Trains a network of one hidden layer of 32 tanh units for eight epochs, and asks the doctor.
 * @param learnt the examples to learn from @param others those to validate on @param regime the
 * rest
 */
Consultation consult(const Examples& learnt, const Examples& others, const Regime& regime = {});

}  // namespace exercise

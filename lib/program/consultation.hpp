/**
 * @file
 * The training doctor on every training of a chapter: what it says is printed under the
 * experiment.
 */
#pragma once

#include <string>

#include "dln/train/training.hpp"

namespace dln::program {

/**
 * Trains as `dln::train` does, and has the doctor look at what happened.
 *
 * The chapter's program prints the verdicts after the experiment, those of `compare` by
 * variant. A training that somebody interrupted is not judged.
 * @throws Diverged as `dln::train` does, once the doctor has looked
 */
template <typename T>
History train(Objective<T>& objective, Optimizer<T>& optimizer, const TrainingOptions& options);

/** Has the doctor look at a history. */
void consult(const History& history);

/** While this exists, trainings of this thread go by its name. */
class Patient {
 public:
  /** A name for what this thread trains from now on. */
  explicit Patient(const std::string& name);
  Patient(const Patient&) = delete;
  Patient& operator=(const Patient&) = delete;
  ~Patient();
};

/**
 * What the doctor has said since the last call: nothing without a training, whole sentences
 * about one, and a line a name and verdict about many.
 */
std::string take_verdicts();

}  // namespace dln::program

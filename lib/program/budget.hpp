/**
 * @file
 * How long a chapter's main training is.
 */
#pragma once

#include <string>

#include "dln/train/history.hpp"
#include "dln/train/objective.hpp"
#include "program/chapter.hpp"

namespace dln::program {

/** The length of a main training that a chapter thinks right. */
struct Budget {
  std::size_t epochs;  ///< worth having
  double minutes;      ///< that they may take: on slow machines there are fewer epochs
};

/**
 * The epochs of the main training: what `--epochs` says; or those of the training that
 * `--resume` goes on with; or the budget's, and fewer if they do not fit into the minutes.
 *
 * Whether they fit is measured by the first steps, on real images or if `--minutes` was given:
 * a schedule that has reached its end is worth more than one that the clock breaks off. Runs on
 * generated images have the same length on every machine.
 * @param batch_size examples a step
 * @return at least 2, or what was asked for
 */
std::size_t affordable_epochs(const Budget& budget, Objective<float>& objective,
                              std::size_t batch_size, const Options& options);

/** The minutes after which the main training is broken off: for when the measurement was
 * wrong, a tenth more than it may take. */
double minutes_at_most(const Budget& budget, const Options& options);

/**
 * A chapter's main training by Adam, with a rate that falls in a line to a hundredth of what it
 * was: the epochs that the budget affords, displayed and kept as `train` does it.
 * @param label what is trained
 * @param objective what is made small
 * @param budget how long
 * @param batch_size examples a step
 * @param rate the first learning rate
 * @param options the seed, and what was asked of the main training
 * @throws Interrupted if somebody asked to stop
 */
History train_within(const std::string& label, Objective<float>& objective,
                     const Budget& budget, std::size_t batch_size, double rate,
                     const Options& options);

}  // namespace dln::program

/**
 * @file
 * Training with a progress bar, and its history as a table.
 */
#pragma once

#include <string>

#include "dln/train/training.hpp"
#include "program/table.hpp"

namespace dln::program {

/**
 * A training callback that shows progress and ends the training when somebody presses Ctrl-C.
 * @param label what is being trained
 * @return the callback, for `TrainingOptions::callback`
 */
std::function<bool(const Progress&)> display(const std::string& label);

/** The history of a training as a table, a row an epoch. @param history what happened @return the table */
Table history_table(const History& history);

}  // namespace dln::program

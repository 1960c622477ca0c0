/**
 * @file
 * Training with a progress bar and checkpoints, and its history as a table.
 */
#pragma once

#include <string>

#include "dln/train/checkpoint.hpp"
#include "program/chapter.hpp"
#include "program/table.hpp"

namespace dln::program {

/**
 * A callback for `TrainingOptions` that shows progress under a label, and ends the training
 * when somebody presses Ctrl-C.
 *
 * Metrics are shown as percentages.
 */
std::function<bool(const Progress&)> display(const std::string& label);

/**
 * The chapter's main training: displayed under a label, and with the checkpoints that somebody
 * asked for.
 *
 * `--checkpoint` writes one after every epoch, at the end, and when Ctrl-C ends the training at
 * any step; `--resume` goes on from one.
 * @param label what is trained
 * @param training as it is at its beginning; its options get the callback
 * @param options where checkpoints are
 * @throws Error if a checkpoint cannot be written, or is damaged or another training's
 */
History train(const std::string& label, Training<float> training, const Options& options);

/**
 * The history of a training as a table, a row an epoch: `epoch`, `loss`, `train_accuracy`,
 * `validation_accuracy` (or whatever the objective's metrics are called) and `update_ratio`.
 */
Table history_table(const History& history);

}  // namespace dln::program

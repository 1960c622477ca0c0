/**
 * @file
 * What happened in a training.
 */
#pragma once

#include <string>
#include <vector>

#include "dln/train/objective.hpp"

namespace dln {

/** One step of training. */
struct StepRecord {
  BatchLoss batch;           ///< what the batch came to, before the step
  double learning_rate = 0;  ///< the schedule's rate
  std::vector<double>
      gradient_norms;  ///< one a parameter, before any clipping; 0 for one that does not learn
  std::vector<double> update_ratios =
      {};  ///< |change| / |weights|, one a parameter; 0 for one that was zero
  std::vector<double> weight_norms = {};  ///< |weights| before the step, one a parameter
};

/** One epoch of training: means over its steps, each weighted by its examples, and what came of
 * it. */
struct Epoch {
  std::size_t number = 0;            ///< 1, 2, ...
  double loss = 0;                   ///< while learning, so a little behind
  std::vector<NamedNumber> parts;    ///< what the loss is the sum of
  std::vector<NamedNumber> metrics;  ///< while learning
  std::vector<NamedNumber>
      validation;  ///< afterwards, on examples not learnt from; empty without any
  double update_ratio =
      0;  ///< |change| / |weights| over all parameters, plain mean over the steps
};

/** Why a training ended. */
enum class Ending {
  complete,     ///< all epochs were made
  by_callback,  ///< somebody asked it to
  by_patience,  ///< the validation metric had not improved for long enough
  by_time,      ///< its minutes were over
  diverged      ///< the loss or a gradient was no longer a number
};

/** What a training loop did. */
struct History {
  std::vector<std::string>
      parameters;              ///< the paths of the parameters that step records tell of
  Task task;                   ///< what was known before anything was learnt
  std::size_t first_step = 0;  ///< how many steps were made before this call
  std::vector<Activity>
      activity_before;  ///< of the hidden units, before the first step of this call
  std::vector<Activity> activity_after;  ///< and after its last
  std::vector<Epoch>
      epochs;  ///< the whole epochs, those before a resumed training began included
  std::vector<StepRecord> steps;     ///< the steps of this call
  Ending ending = Ending::complete;  ///< why it ended
  double seconds = 0;                ///< that this call took, validation included
};

}  // namespace dln

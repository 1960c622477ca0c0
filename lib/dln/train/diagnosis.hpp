/**
 * @file
 * The training doctor: what is wrong with a run, from its record.
 */
#pragma once

#include <string>
#include <vector>

#include "dln/train/history.hpp"

namespace dln {

/** What can be wrong with a training, in the order in which one thing causes the next. */
enum class Illness {
  leaking_statistics,   ///< what validates has been seen: its mean, or its very examples
  unshuffled_data,      ///< batches of examples that belong together
  exploding_gradients,  ///< gradients so long that no step makes sense
  initial_loss,         ///< the first loss is not what knowing nothing costs
  dead_units,           ///< rectified units that are zero for everything
  saturated_units,      ///< squashed units where the slope is next to nothing
  rate_too_high,        ///< steps that throw the weights about
  rate_too_low,         ///< steps that lead nowhere in this time
  foreign_labels,       ///< labels that do not belong to the examples
  over_fitting          ///< learnt by heart
};

/** Every illness, in order. */
std::vector<Illness> all_illnesses();

/** What it is called in tables. */
std::string name_of(Illness illness);

/** One thing that is wrong. */
struct Finding {
  Illness illness = Illness::leaking_statistics;  ///< what
  std::string says;  ///< a sentence: what was seen, what was expected, what may help
};

/**
 * What is wrong with a training, the likeliest cause first; nothing where it looks sound.
 *
 * A symptom that another finding explains is left out: a rate that is too high may kill units,
 * and foreign labels are suspected only where all else is well. What a history does not tell is
 * not judged: over-fitting takes validation, and the first loss a training from its beginning.
 * The bounds stand beside each test with the reason; chapter 12 measures how often they are
 * right.
 */
std::vector<Finding> diagnose(const History& history);

/** The findings in one line: `sound`, or their names, the likeliest cause first. */
std::string verdict(const std::vector<Finding>& findings);

}  // namespace dln

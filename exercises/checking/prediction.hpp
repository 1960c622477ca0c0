/**
 * @file
 * For exercises in which the reader predicts what an experiment will show, and the check runs
 * it.
 */
#pragma once

#include <string>
#include <vector>

namespace exercise {

/**
 * Compares a prediction with what happened.
 * @param question what was to be predicted
 * @param predicted the reader's choice
 * @param choices what one can choose, all of them
 * @param outcome the choice that the experiment made true
 * @param shown the experiment's numbers, told with the verdict once there is a prediction
 * @throws dln::Error if the outcome is none of the choices
 */
void predicted(const std::string& question, const std::string& predicted,
               const std::vector<std::string>& choices, const std::string& outcome,
               const std::string& shown);

/**
 * Compares a predicted number with what happened.
 * @param question what was to be predicted
 * @param predicted the reader's number, 0 as long as there is none
 * @param outcome the experiment's number, above 0
 * @param factor how many times too large or too small the prediction may be
 * @param shown the experiment's numbers, told with the verdict once there is a prediction
 */
void predicted(const std::string& question, double predicted, double outcome, double factor,
               const std::string& shown);

}  // namespace exercise

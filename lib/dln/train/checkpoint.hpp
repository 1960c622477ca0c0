/**
 * @file
 * A training in a file, to go on from.
 */
#pragma once

#include <filesystem>

#include "dln/train/training.hpp"

namespace dln {

/**
 * A training: what its future depends on, and so what a checkpoint holds.
 * @tparam T float or double
 */
template <typename T>
struct Training {
  Objective<T>& objective;         ///< its parameters, statistics among them
  Optimizer<T>& optimizer;         ///< what it remembers, and where its schedule is
  const TrainingOptions& options;  ///< the seed: all random streams are split off it by the
                                   ///< numbers of step and epoch
  TrainingState<T>& state;         ///< step, epochs so far, the best parameters so far
  std::map<std::string, Tensor<T>> preprocessing =
      {};  ///< what was done to the examples: the mean that they are without
};

/**
 * Writes a checkpoint, a safetensors file with every number in its own precision, beside its
 * place and renames it there.
 *
 * Parameters have their paths as names, so that the file serves as one of weights too; all else
 * is under `training/`. The same training at the same step has the same bytes.
 * @param path the file, replaced if it is there
 * @param training between two steps, as in the training loop's callback
 * @throws Error if it cannot be written
 */
template <typename T>
void save_checkpoint(const std::filesystem::path& path, const Training<T>& training);

/**
 * Goes on from a checkpoint: what follows has the same bits as if the training had never
 * stopped.
 * @param path the file
 * @param training made as it was at its beginning; nothing of it changes if anything is wrong
 * @throws Error if the file is damaged, or is a checkpoint of another training: other
 * parameters, optimizer, seed, batch size, patience, number of examples or preprocessing
 */
template <typename T>
void load_checkpoint(const std::filesystem::path& path, Training<T> training);

/** How many epochs the training in a checkpoint was to have: those it was saved with.
 * @throws Error if the file is damaged */
std::size_t planned_epochs(const std::filesystem::path& path);

}  // namespace dln

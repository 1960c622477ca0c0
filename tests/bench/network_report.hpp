/**
 * @file
 * The benchmark of whole networks: what it measures, prints and writes.
 */
#pragma once

#include <cstddef>
#include <string>

namespace dln::bench {

/** What to measure. */
struct NetworkOptions {
  std::size_t batch = 0;    ///< the only batch size; 0: 1, 64 and 128
  std::size_t samples = 7;  ///< of each path, at least
  std::string json;         ///< the file for all medians; empty: none
};

/**
 * Times a training step and a prediction of the small networks beside PyTorch, then their
 * layers, and measures the memory of a step and of VGG-16's forward pass. Stops early at
 * Ctrl-C.
 */
void run_networks(const NetworkOptions& options);

}  // namespace dln::bench

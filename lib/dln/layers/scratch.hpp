/**
 * @file
 * The memory that layers compute in.
 */
#pragma once

#include "dln/conv/workspace.hpp"

namespace dln {

/** One for each thread that runs networks, so that a layer that is called again allocates
 * nothing. */
template <typename T>
conv::Workspace<T>& scratch() {
  thread_local conv::Workspace<T> workspace;
  return workspace;
}

}  // namespace dln

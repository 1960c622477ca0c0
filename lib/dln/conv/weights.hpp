/**
 * @file
 * The weights of a layer as an algorithm gets them.
 */
#pragma once

namespace dln::conv {

/** Weights in the algorithm's own layout, or as the layer has them; then every thread packs those that it needs. */
template <typename T>
struct Weights {
  const T* ready;  ///< packed, or null
  const T* plain;  ///< K x C/groups x R x S, where they are not
};

}  // namespace dln::conv
